package io.github.fwknoptunnel.tunnel.bench;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Connects to ports that are closed until a packet comes, through a factory and through a {@link
 * Connector}, in turns. The server opens a port as soon as it has read the packet.
 */
final class FirstConnects {
  /** For each of the two, in one round. */
  private static final int CONNECTS = 20;

  private FirstConnects() {}

  /** What connects to a port of the server. */
  private interface Source {
    Socket connect(int port) throws IOException;
  }

  static void measure(int rounds) throws IOException {
    round(); // Not counted: the JVM compiles.
    List<Double> ratios = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      ratios.add(round());
    }
    System.out.printf("first connect: %.2f of a connector%n", median(ratios));
  }

  private static double round() throws IOException {
    Path keys = Files.createTempDirectory("first").resolve("keys");
    try (FakeFwknopd server = FakeFwknopd.builder().ports(2 * CONNECTS).start()) {
      server.writeKeyFile(keys);
      String host = server.address().getHostString();
      int spaPort = server.address().getPort();
      try (Connector connector = Connector.to(host).keys(keys).via(host, spaPort).build();
          KnockingSocketFactory factory =
              KnockingSocketFactory.builder().keys(keys).server(host, spaPort).build()) {
        return ratio(
            server.ports(), port -> factory.createSocket(host, port), connector::connect);
      }
    } finally {
      Files.delete(keys);
      Files.delete(keys.getParent());
    }
  }

  private static double ratio(List<Integer> ports, Source factory, Source connector)
      throws IOException {
    List<Double> ours = new ArrayList<>();
    List<Double> theirs = new ArrayList<>();
    for (int i = 0; i < CONNECTS; i++) {
      // Either of them is first half of the time.
      boolean swap = i % 2 == 1;
      (swap ? theirs : ours).add(micros(ports.get(2 * i), swap ? connector : factory));
      (swap ? ours : theirs).add(micros(ports.get(2 * i + 1), swap ? factory : connector));
    }
    System.out.printf("connector %.0f µs, factory %.0f µs%n", median(theirs), median(ours));
    return median(ours) / median(theirs);
  }

  private static double micros(int port, Source source) throws IOException {
    long begin = System.nanoTime();
    try (Socket socket = source.connect(port)) {
      socket.getOutputStream().write(1);
      if (socket.getInputStream().read() != 1) {
        throw new IOException("no echo");
      }
      return (System.nanoTime() - begin) / 1e3;
    }
  }

  private static double median(List<Double> values) {
    return values.stream().sorted().skip(values.size() / 2).findFirst().orElseThrow();
  }
}
