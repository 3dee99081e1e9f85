package io.github.fwknoptunnel.cli.process;

import com.sun.net.httpserver.HttpServer;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * What runs on the server of {@link NetworkLab}: an SPA server that opens the way to the address in
 * a packet, the service behind it, and a web service that tells clients their address. A process of
 * its own, since a process is in one network. Prints a line for each packet and each question.
 */
final class LabServer {
  static final int SERVICE_PORT = 7007;
  static final int WEB_PORT = 8000;
  static final String KEY = "correct-horse";
  static final String HMAC_KEY = "battery-staple";
  private static final int SPA_PORT = 62201;

  private LabServer() {}

  /** The command that starts it. */
  static ProcessBuilder builder() {
    return new ProcessBuilder(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-cp",
        System.getProperty("java.class.path"),
        LabServer.class.getName());
  }

  public static void main(String[] words) throws Exception {
    HttpServer web = HttpServer.create(new InetSocketAddress(NetworkLab.WEB, WEB_PORT), 0);
    web.createContext(
        "/",
        exchange -> {
          String client = exchange.getRemoteAddress().getAddress().getHostAddress();
          System.err.println("asked by " + client);
          exchange.sendResponseHeaders(200, client.length());
          exchange.getResponseBody().write(client.getBytes(StandardCharsets.US_ASCII));
          exchange.close();
        });
    web.start();
    try (EchoServer service = new EchoServer(InetAddress.getByName("0.0.0.0"), SERVICE_PORT);
        DatagramSocket server = new DatagramSocket(SPA_PORT);
        SpaKeys keys =
            SpaKeys.of(
                EncryptionKey.of(KEY.getBytes(StandardCharsets.US_ASCII)),
                HmacKey.of(HMAC_KEY.getBytes(StandardCharsets.US_ASCII)))) {
      System.err.println("ready, with the service at " + service.port());
      while (true) {
        openFor(receive(server, keys));
      }
    }
  }

  /** The address that a packet allows. */
  private static String receive(DatagramSocket server, SpaKeys keys) throws Exception {
    DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
    server.receive(datagram);
    String wire =
        new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
    var packet = new SpaOpener(keys, SpaSuite.DEFAULT).open(new SpaPacket(wire));
    String address = packet.fields().message().split(",")[0];
    return address.equals("0.0.0.0") ? datagram.getAddress().getHostAddress() : address;
  }

  private static void openFor(String address) throws Exception {
    String wire = "wire" + address.split("\\.")[1];
    Process route =
        new ProcessBuilder("ip", "route", "replace", address, "dev", wire, "table", "100")
            .inheritIO()
            .start();
    System.err.println((route.waitFor() == 0 ? "opened for " : "no way to ") + address);
  }
}
