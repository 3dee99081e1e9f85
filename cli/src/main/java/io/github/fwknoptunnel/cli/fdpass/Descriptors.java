package io.github.fwknoptunnel.cli.fdpass;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Finds the descriptor of a connected channel, which the JDK keeps to itself: the one with the same
 * addresses at both ends. No two connections have the same.
 */
record Descriptors(SocketAbi abi) {
  /** Numbers are given out from the lowest, and this program opens few files. */
  private static final int MOST = 1 << 16;

  OptionalInt of(SocketChannel channel) throws IOException {
    Optional<SocketAddress> local = Optional.of(channel.getLocalAddress());
    Optional<SocketAddress> remote = Optional.of(channel.getRemoteAddress());
    return IntStream.range(0, MOST)
        .filter(number -> SocketCalls.getpeername(abi, number).equals(remote))
        .filter(number -> SocketCalls.getsockname(abi, number).equals(local))
        .findFirst();
  }
}
