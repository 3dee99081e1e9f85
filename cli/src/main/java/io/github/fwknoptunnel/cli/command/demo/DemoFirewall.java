package io.github.fwknoptunnel.cli.command.demo;

import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;
import java.io.InputStream;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A simulated firewall that needs no root: no socket listens on the port until a valid packet
 * arrives, then an echo service does.
 */
final class DemoFirewall implements AutoCloseable {
  private static final int MAX_PACKET = 1500;

  private final SpaOpener opener;
  private final DatagramSocket knocks;
  private final int port;
  private @Nullable ServerSocket service;

  private DemoFirewall(SpaOpener opener, DatagramSocket knocks, int port) {
    this.opener = opener;
    this.knocks = knocks;
    this.port = port;
  }

  static DemoFirewall start(SpaOpener opener) throws IOException {
    int port = freePort();
    DatagramSocket knocks = new DatagramSocket(0, InetAddress.getLoopbackAddress());
    DemoFirewall firewall = new DemoFirewall(opener, knocks, port);
    Thread.ofPlatform().name("demo-gate").daemon().start(firewall::listen);
    return firewall;
  }

  int port() {
    return port;
  }

  int knockPort() {
    return knocks.getLocalPort();
  }

  boolean isShut() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return !socket.isConnected();
    } catch (IOException e) {
      return true;
    }
  }

  private void listen() {
    DatagramPacket datagram = new DatagramPacket(new byte[MAX_PACKET], MAX_PACKET);
    try {
      while (!valid(datagram)) {
        datagram.setLength(MAX_PACKET);
        knocks.receive(datagram);
      }
      serve(openPort());
    } catch (IOException e) {
      // Closed: the demo is over.
    }
  }

  private boolean valid(DatagramPacket datagram) {
    String wire =
        new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.ISO_8859_1);
    try {
      opener.open(new SpaPacket(wire));
      return true;
    } catch (PacketException e) {
      return false;
    }
  }

  private synchronized ServerSocket openPort() throws IOException {
    ServerSocket opened = new ServerSocket(port, 50, InetAddress.getLoopbackAddress());
    service = opened;
    return opened;
  }

  private static void serve(ServerSocket service) throws IOException {
    while (true) {
      try (Socket client = service.accept()) {
        client.getInputStream().transferTo(client.getOutputStream());
      }
    }
  }

  /** Sends random bytes, ends the stream, and returns whether the same bytes came back. */
  static boolean echo(InetSocketAddress address, int bytes) throws IOException {
    byte[] sent = new byte[bytes];
    new SecureRandom().nextBytes(sent);
    try (Socket socket = new Socket(address.getAddress(), address.getPort())) {
      Thread.ofPlatform().name("demo-sender").daemon().start(() -> send(socket, sent));
      InputStream in = socket.getInputStream();
      return Arrays.equals(sent, in.readAllBytes());
    }
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      // The reader sees the same failure.
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }

  @Override
  public synchronized void close() throws IOException {
    knocks.close();
    if (service != null) {
      service.close();
    }
  }
}
