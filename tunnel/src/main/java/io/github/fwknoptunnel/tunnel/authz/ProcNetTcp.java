package io.github.fwknoptunnel.tunnel.authz;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A row of Linux's table of TCP sockets (proc_pid_net(5)): {@code slot: local remote state tx:rx
 * timer:when retransmits uid timeout inode …}, where an end is {@code ADDRESS:PORT} in hex.
 */
final class ProcNetTcp {
  private static final int STATE = 3;
  private static final int UID = 7;
  private static final int INODE = 9;

  /**
   * Established, FIN-WAIT-1 and -2, CLOSE-WAIT, LAST-ACK, CLOSING (tcp_states.h). In SYN-SENT a
   * socket has no connection yet: its ends may be those of one that still exists.
   */
  private static final Set<String> CONNECTED = Set.of("01", "04", "05", "08", "09", "0B");

  /** An IPv4 address in a socket that could also do IPv6: {@code ::ffff:0:0/96}. */
  private static final byte[] MAPPED = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, (byte) 0xff, (byte) 0xff};

  private ProcNetTcp() {}

  /** How the two ends of a connection may stand in a row. */
  static List<String> endpointKey(InetSocketAddress near, InetSocketAddress far) {
    String plain = end(near, new byte[0]) + " " + end(far, new byte[0]);
    boolean four = near.getAddress() instanceof Inet4Address;
    return four ? List.of(plain, end(near, MAPPED) + " " + end(far, MAPPED)) : List.of(plain);
  }

  /** The two ends of a row, as it has them; empty for no row. */
  static String endpointKey(String row) {
    int local = row.indexOf(": ") + 2;
    int remote = row.indexOf(' ', local) + 1;
    int end = row.indexOf(' ', remote);
    return local > 1 && remote > local && end > remote ? row.substring(local, end) : "";
  }

  /** Whether the socket of a row has a connection. */
  static boolean isConnected(String row) {
    String[] fields = fields(row);
    return fields.length > INODE && CONNECTED.contains(fields[STATE]);
  }

  /**
   * Number of the user whose process has the connected socket of a row. Empty if the process has
   * closed it: the number is 0 then.
   */
  static Optional<String> owner(String row) {
    String[] fields = fields(row);
    return fields[INODE].equals("0") ? Optional.empty() : Optional.of(fields[UID]);
  }

  private static String[] fields(String row) {
    return row.strip().split("\\s+", INODE + 2);
  }

  /**
   * Each 32 bits of the address are written as the number that this machine's memory makes them.
   */
  private static String end(InetSocketAddress end, byte[] prefix) {
    InetAddress address = end.getAddress();
    byte[] bytes = address.getAddress();
    ByteBuffer words = ByteBuffer.allocate(prefix.length + bytes.length);
    words.put(prefix).put(bytes).flip().order(ByteOrder.nativeOrder());
    StringBuilder text = new StringBuilder();
    while (words.hasRemaining()) {
      text.append("%08X".formatted(words.getInt()));
    }
    return text.append(":%04X".formatted(end.getPort())).toString();
  }
}
