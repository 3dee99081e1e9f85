package io.github.fwknoptunnel.tunnel.relay;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Counts the bytes that a socket's peer has not acknowledged, which the JDK does not show but
 * {@link SpliceProvider} does. Without it, the answer comes from Linux's table of TCP sockets. The
 * table has a row for every socket of the machine, TIME_WAIT included, so it is read at most once a
 * tick for all sockets of a loop, and less often if that takes long. On other systems the answer is
 * always {@link #UNKNOWN}.
 */
final class TcpSendQueues {
  /** More than none: the caller must find another way to stop waiting. */
  static final long UNKNOWN = 1;

  private static final List<Path> TABLES =
      List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6"));
  private static final long MIN_PAUSE_NANOS = 15_000_000;

  /** Of its time a loop spends no more than one in so many parts with reading. */
  private static final int SHARE = 10;

  /** By ports, of the sockets in question; one without a row is not there. */
  private final Map<String, Long> unsent = new HashMap<>();

  private final Set<String> wanted = new HashSet<>();
  private long readAt = System.nanoTime();
  private long nextAt = readAt;

  /** Bytes in the send queue of a socket; what the table said before then does not count. */
  long bytes(SocketChannel channel, long since) {
    OptionalLong exact = exact(channel);
    return exact.isPresent() ? exact.getAsLong() : fromTable(channel, since);
  }

  private static OptionalLong exact(SocketChannel channel) {
    Optional<SpliceProvider> system = PipePool.splicing();
    OptionalInt descriptor =
        system.isPresent() ? system.get().descriptor(channel) : OptionalInt.empty();
    return descriptor.isPresent()
        ? system.orElseThrow().unacknowledged(descriptor.getAsInt())
        : OptionalLong.empty();
  }

  private long fromTable(SocketChannel channel, long since) {
    try {
      if (!(channel.getLocalAddress() instanceof InetSocketAddress near
          && channel.getRemoteAddress() instanceof InetSocketAddress far)) {
        return 0; // What a Unix-domain socket takes is in its peer's hands.
      }
      String key = key("%04X".formatted(near.getPort()), "%04X".formatted(far.getPort()));
      wanted.add(key);
      refresh();
      // A row can be missed, since the kernel hands the table out in pieces: that is not an empty
      // queue, and data was lost where it was taken for one.
      return readAt - since > 0 ? unsent.getOrDefault(key, UNKNOWN) : UNKNOWN;
    } catch (IOException e) {
      return 0;
    }
  }

  private void refresh() {
    long now = System.nanoTime();
    if (now - nextAt < 0) {
      return;
    }
    readAt = now;
    readTables();
    long took = System.nanoTime() - now;
    nextAt = now + Math.max(MIN_PAUSE_NANOS, SHARE * took);
  }

  private void readTables() {
    unsent.clear();
    for (Path table : TABLES) {
      // Line by line: any user can make hundreds of thousands of rows.
      try (BufferedReader rows = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
        rows.readLine();
        for (String row = rows.readLine(); row != null; row = rows.readLine()) {
          keep(row);
        }
      } catch (IOException e) {
        // No such table on this system.
      }
    }
    wanted.clear();
  }

  /**
   * A row is {@code slot local remote state tx:rx …} in hex. Two sockets that share both ports and
   * not their addresses count together: waiting a little for a stranger does no harm.
   */
  private void keep(String row) {
    String[] fields = row.strip().split("\\s+", 6);
    String key = key(port(fields[1]), port(fields[2]));
    if (wanted.contains(key)) {
      unsent.merge(key, Long.parseLong(fields[4], 0, 8, 16), Long::sum);
    }
  }

  private static String port(String endpoint) {
    return endpoint.substring(endpoint.length() - 4);
  }

  private static String key(String localPort, String remotePort) {
    return localPort + ":" + remotePort;
  }
}
