package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Linux's own view of the connections of this machine. */
public final class TcpTable {
  private static final String SYN_SENT = "02";
  private static final String KEEP_ALIVE = "02:";

  private TcpTable() {}

  /** How many sockets try to connect to {@code port} right now. */
  public static long connectingTo(int port) {
    return rows()
        .filter(row -> row.remote().endsWith(hex(port)) && row.state().equals(SYN_SENT))
        .count();
  }

  /** Bytes of a connection's send queue. */
  public static long unsent(int localPort, int remotePort) {
    return rows()
        .filter(row -> row.local().endsWith(hex(localPort)))
        .filter(row -> row.remote().endsWith(hex(remotePort)))
        .mapToLong(Row::unsent)
        .sum();
  }

  /** Bytes that have arrived and that the owner of the socket has not read. */
  public static long unread(int localPort, int remotePort) {
    return rows()
        .filter(row -> row.local().endsWith(hex(localPort)))
        .filter(row -> row.remote().endsWith(hex(remotePort)))
        .mapToLong(Row::unread)
        .sum();
  }

  /** When the kernel asks the peer of a connection whether it is still there, if it ever does. */
  public static Optional<Duration> keepAliveIn(int localPort, int remotePort) {
    return rows()
        .filter(row -> row.local().endsWith(hex(localPort)))
        .filter(row -> row.remote().endsWith(hex(remotePort)))
        .map(Row::timer)
        .filter(timer -> timer.startsWith(KEEP_ALIVE))
        .map(timer -> Long.parseLong(timer.substring(KEEP_ALIVE.length()), 16))
        .map(hundredths -> Duration.ofMillis(10 * hundredths))
        .findFirst();
  }

  private record Row(String local, String remote, String state, String queues, String timer) {
    static Row parse(String line) {
      String[] fields = line.strip().split("\\s+");
      return new Row(fields[1], fields[2], fields[3], fields[4], fields[5]);
    }

    /** Queues are {@code tx:rx} in hex. */
    long unsent() {
      return Long.parseLong(queues.substring(0, queues.indexOf(':')), 16);
    }

    long unread() {
      return Long.parseLong(queues.substring(queues.indexOf(':') + 1), 16);
    }
  }

  private static Stream<Row> rows() {
    return Stream.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"))
        .flatMap(table -> lines(table).stream().skip(1))
        .map(Row::parse);
  }

  private static List<String> lines(Path table) {
    try {
      return Files.readAllLines(table);
    } catch (IOException e) {
      return List.of();
    }
  }

  private static String hex(int port) {
    return ":%04X".formatted(port);
  }
}
