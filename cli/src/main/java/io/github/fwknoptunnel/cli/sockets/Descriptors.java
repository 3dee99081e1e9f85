package io.github.fwknoptunnel.cli.sockets;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;

/**
 * Finds the descriptor of a connected channel, which the JDK keeps to itself: the one with the same
 * addresses at both ends. No two connections have the same.
 *
 * @param most how many descriptors are looked at. Numbers are given out from the lowest, and each
 *     takes a microsecond or two
 */
record Descriptors(SocketAbi abi, int most) {
  OptionalInt of(SocketChannel channel) throws IOException {
    return channel.getLocalAddress() instanceof InetSocketAddress near
            && channel.getRemoteAddress() instanceof InetSocketAddress far
        ? of(near, far)
        : OptionalInt.empty();
  }

  private OptionalInt of(InetSocketAddress near, InetSocketAddress far) {
    try (Arena arena = Arena.ofConfined()) {
      SocketNames names = new SocketNames(abi, arena);
      for (int number = 0; number < most; number++) {
        if (names.peerIs(number, far) && names.ownIs(number, near)) {
          return OptionalInt.of(number);
        }
      }
      return OptionalInt.empty();
    }
  }
}
