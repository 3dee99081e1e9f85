package io.github.fwknoptunnel.tunnel.testing;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Linux's own view of the connections of this machine. */
public final class TcpTable {
  private static final String SYN_SENT = "02";
  private static final String KEEP_ALIVE = "02:";

  private TcpTable() {}

  /**
   * How many sockets of this process try to connect to {@code port} right now. Other processes may
   * do so as well, if the port was theirs before.
   */
  public static long connectingTo(int port) {
    Set<String> connecting = connecting(port);
    connecting.addAll(connecting(port));
    connecting.retainAll(ownSockets());
    return connecting.size();
  }

  /**
   * Reads the kernel's list once. While sockets come and go, it may have a row several times (seen:
   * all four rows twice, in one of 2,000 readings) or not at all.
   */
  private static Set<String> connecting(int port) {
    return rows()
        .filter(row -> row.remote().endsWith(hex(port)) && row.state().equals(SYN_SENT))
        .map(row -> "socket:[" + row.inode() + "]")
        .collect(Collectors.toSet());
  }

  private static Set<String> ownSockets() {
    Set<String> own = new HashSet<>();
    for (String descriptor : new File("/proc/self/fd").list()) {
      try {
        own.add(Files.readSymbolicLink(Path.of("/proc/self/fd", descriptor)).toString());
      } catch (IOException closed) {
        // It was this listing's, or another thread has closed it.
      }
    }
    return own;
  }

  /** Bytes of a connection's send queue; 0 if there is no such connection. */
  public static long unsent(int localPort, int remotePort) {
    return row(localPort, remotePort).map(Row::unsent).orElse(0L);
  }

  /** Bytes that have arrived and that the owner of the socket has not read. */
  public static long unread(int localPort, int remotePort) {
    return row(localPort, remotePort).map(Row::unread).orElse(0L);
  }

  /** When the kernel asks the peer of a connection whether it is still there, if it ever does. */
  public static Optional<Duration> keepAliveIn(int localPort, int remotePort) {
    return row(localPort, remotePort)
        .map(Row::timer)
        .filter(timer -> timer.startsWith(KEEP_ALIVE))
        .map(timer -> Long.parseLong(timer.substring(KEEP_ALIVE.length()), 16))
        .map(hundredths -> Duration.ofMillis(10 * hundredths));
  }

  private static Optional<Row> row(int localPort, int remotePort) {
    return Stream.generate(TcpTable::rows)
        .limit(3)
        .flatMap(rows -> rows)
        .filter(row -> row.local().endsWith(hex(localPort)))
        .filter(row -> row.remote().endsWith(hex(remotePort)))
        .findFirst();
  }

  private record Row(
      String local, String remote, String state, String queues, String timer, String inode) {
    static Row parse(String line) {
      String[] fields = line.strip().split("\\s+");
      return new Row(fields[1], fields[2], fields[3], fields[4], fields[5], fields[9]);
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
