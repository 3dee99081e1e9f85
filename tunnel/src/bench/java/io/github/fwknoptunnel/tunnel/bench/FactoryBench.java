package io.github.fwknoptunnel.tunnel.bench;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import javax.net.SocketFactory;

/**
 * Sockets of {@link KnockingSocketFactory} beside the JDK's while the port is open and known to be:
 * the time to connect and have one byte back, and the heap that a socket holds. Then {@link
 * FirstConnects}. {@code tunnel/bench/factory} starts it.
 */
final class FactoryBench {
  private static final int CONNECTS = 1000;
  private static final int HELD = 2000;

  private FactoryBench() {}

  /** What makes a connected socket. */
  private interface Source {
    Socket connect(InetSocketAddress address) throws IOException;
  }

  /**
   * @param args the number of rounds
   */
  public static void main(String[] args) throws Exception {
    int rounds = Integer.parseInt(args[0]);
    Path keys = Files.createTempDirectory("factory").resolve("keys");
    try (FakeFwknopd server = FakeFwknopd.builder().accessTime(Duration.ofHours(1)).start()) {
      server.writeKeyFile(keys);
      SocketFactory factory =
          new KnockingSocketFactory(
              "key-file=%s;server=127.0.0.1:%d".formatted(keys, server.address().getPort()));
      InetSocketAddress address =
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), server.port());
      Source knocking =
          to -> {
            Socket socket = factory.createSocket();
            socket.connect(to);
            return socket;
          };
      measure(rounds, address, knocking);
    } finally {
      Files.delete(keys);
      Files.delete(keys.getParent());
    }
    FirstConnects.measure(rounds);
    System.exit(0);
  }

  private static void measure(int rounds, InetSocketAddress address, Source knocking)
      throws IOException {
    Source channel = FactoryBench::open;
    connects(address, knocking);
    connects(address, FactoryBench::plain);
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      double plain = connects(address, FactoryBench::plain);
      double ours = connects(address, knocking);
      ratios.add(ours / plain);
      System.out.printf("plain %.0f µs, factory %.0f µs%n", plain, ours);
    }
    ratios.sort(null);
    System.out.printf("connect and one byte: %.2f of a plain socket%n", ratios.get(rounds / 2));
    double plain = heap(address, channel);
    double ours = heap(address, knocking);
    System.out.printf("heap: channel %.0f bytes, factory %.0f bytes%n", plain, ours);
  }

  private static Socket plain(InetSocketAddress address) throws IOException {
    Socket socket = new Socket();
    socket.connect(address);
    return socket;
  }

  private static Socket open(InetSocketAddress address) throws IOException {
    return SocketChannel.open(address).socket();
  }

  /** Microseconds for each. */
  private static double connects(InetSocketAddress address, Source source) throws IOException {
    long begin = System.nanoTime();
    for (int i = 0; i < CONNECTS; i++) {
      try (Socket socket = source.connect(address)) {
        greet(socket);
      }
    }
    return (System.nanoTime() - begin) / 1e3 / CONNECTS;
  }

  private static void greet(Socket socket) throws IOException {
    socket.getOutputStream().write(1);
    if (socket.getInputStream().read() != 1) {
      throw new IOException("no echo");
    }
  }

  private static double heap(InetSocketAddress address, Source source) throws IOException {
    List<Socket> held = new ArrayList<>(HELD);
    try {
      long before = used();
      for (int i = 0; i < HELD; i++) {
        Socket socket = source.connect(address);
        greet(socket);
        held.add(socket);
      }
      return (used() - before) / (double) HELD;
    } finally {
      for (Socket socket : held) {
        socket.close();
      }
    }
  }

  private static long used() {
    for (int i = 0; i < 3; i++) {
      System.gc();
    }
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }
}
