package io.github.fwknoptunnel.cli.command.tunnel;

import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.function.Consumer;

/**
 * Whether another program has the tunnel's port on {@code ::1}, where any user may listen: for most
 * programs {@code localhost} is that address first.
 */
final class OtherLoopback {
  private static final byte[] LOOPBACK_6 = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1};

  private OtherLoopback() {}

  /** Looks beside the start, which must not wait for it. */
  static void check(SocketAddress listening, Consumer<String> warning) {
    if (listening instanceof InetSocketAddress own
        && own.getAddress() instanceof Inet4Address
        && own.getAddress().isLoopbackAddress()) {
      Thread.ofPlatform()
          .name("loopback-check")
          .daemon()
          .start(() -> {
            if (isTaken(own.getPort())) {
              warning.accept(
                  ("another program listens on [::1]:%1$d, which clients of 'localhost:%1$d' try"
                          + " first: use %2$s:%1$d in the client")
                      .formatted(own.getPort(), own.getAddress().getHostAddress()));
            }
          });
    }
  }

  /** By binding it for a moment; connecting would disturb the other program. */
  static boolean isTaken(int port) {
    try {
      InetAddress other = InetAddress.getByAddress(LOOPBACK_6);
      if (NetworkInterface.getByInetAddress(other) == null) {
        return false;
      }
      try (ServerSocket free = new ServerSocket()) {
        free.bind(new InetSocketAddress(other, port), 1);
        return false;
      }
    } catch (IOException e) {
      return true;
    }
  }
}
