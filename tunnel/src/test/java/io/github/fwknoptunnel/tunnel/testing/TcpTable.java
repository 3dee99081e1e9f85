package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Linux's own view of the connections of this machine. */
public final class TcpTable {
  private static final String SYN_SENT = "02";

  private TcpTable() {}

  /** How many sockets try to connect to {@code port} right now. */
  public static long connectingTo(int port) throws IOException {
    String remote = ":%04X".formatted(port);
    try (var rows = Files.lines(Path.of("/proc/net/tcp"))) {
      return rows.map(row -> row.strip().split("\\s+"))
          .filter(fields -> fields[2].endsWith(remote) && fields[3].equals(SYN_SENT))
          .count();
    }
  }
}
