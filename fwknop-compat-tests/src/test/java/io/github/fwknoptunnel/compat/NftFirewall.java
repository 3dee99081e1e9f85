package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * An SPA server for IPv6, which fwknopd is not: a UDP socket that decrypts packets and adds the
 * address to the set of a firewall, and an echo service behind the firewall. A process of its own,
 * because a process is in one network. Prints a line for each packet.
 */
final class NftFirewall {
  static final int SPA_PORT = 62201;
  static final int SERVICE_PORT = 7001;
  static final String KEY = "correct-horse";
  static final String HMAC_KEY = "battery-staple";

  private NftFirewall() {}

  /**
   * Runs until it is killed.
   *
   * @param words the address to listen on, and the command that runs nft
   */
  public static void main(String[] words) throws Exception {
    InetAddress address = InetAddress.getByName(words[0]);
    List<String> nft = List.of(words).subList(1, words.length);
    try (ServerSocket service = new ServerSocket(SERVICE_PORT, 50, address);
        DatagramSocket firewall = new DatagramSocket(SPA_PORT, address);
        SpaKeys keys =
            SpaKeys.of(
                EncryptionKey.of(KEY.getBytes(StandardCharsets.US_ASCII)),
                HmacKey.of(HMAC_KEY.getBytes(StandardCharsets.US_ASCII)))) {
      Thread.ofPlatform().daemon().start(() -> serve(service));
      System.out.println("ready");
      while (true) {
        answer(firewall, new SpaOpener(keys, SpaSuite.DEFAULT), nft);
      }
    }
  }

  private static void answer(DatagramSocket firewall, SpaOpener opener, List<String> nft)
      throws Exception {
    DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
    firewall.receive(datagram);
    String wire =
        new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII);
    try {
      String[] message = opener.open(new SpaPacket(wire)).fields().message().split(",", 2);
      boolean source = message[0].equals("0.0.0.0");
      String address =
          source ? datagram.getAddress().getHostAddress().replaceFirst("%.*", "") : message[0];
      for (PortSpec port : PortSpec.parseList(message[1])) {
        open(address, port, nft);
      }
      System.out.println("opened by " + String.join(",", message));
    } catch (PacketException e) {
      System.out.println("refused");
    }
  }

  private static void open(String address, PortSpec port, List<String> nft) throws Exception {
    String[] parts = port.toString().split("/");
    String element = "{ %s . %s . %s timeout 30s }".formatted(address, parts[0], parts[1]);
    List<String> command = new ArrayList<>(nft);
    command.addAll(List.of("add", "element", "inet", "filter", "spa", element));
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(command + " ended with status " + status);
    }
  }

  private static void serve(ServerSocket service) {
    try {
      while (true) {
        Socket client = service.accept();
        Thread.ofVirtual().start(() -> echo(client));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void echo(Socket client) {
    try (client) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      // The client has left: its test knows.
    }
  }
}
