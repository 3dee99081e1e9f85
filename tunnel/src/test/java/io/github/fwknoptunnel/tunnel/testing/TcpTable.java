package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Linux's own view of the connections of this machine. */
public final class TcpTable {
  private static final String SYN_SENT = "02";

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

  private record Row(String local, String remote, String state, long unsent) {
    static Row parse(String line) {
      String[] fields = line.strip().split("\\s+");
      long unsent = Long.parseLong(fields[4].substring(0, fields[4].indexOf(':')), 16);
      return new Row(fields[1], fields[2], fields[3], unsent);
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
