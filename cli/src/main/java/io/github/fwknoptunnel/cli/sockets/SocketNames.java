package io.github.fwknoptunnel.cli.sockets;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.net.InetSocketAddress;

/**
 * The addresses of descriptors. Asked about thousands in a row, so all answers are written into the
 * same memory, and an address is made of one only where the port is right. Not thread-safe.
 */
final class SocketNames {
  private final SocketAbi abi;
  private final MemorySegment address;
  private final MemorySegment length;

  SocketNames(SocketAbi abi, Arena arena) {
    this.abi = abi;
    this.address = arena.allocate(SocketAbi.ADDRESS_BYTES, Long.BYTES);
    this.length = arena.allocate(ValueLayout.JAVA_INT);
  }

  /** Whether a descriptor is a socket with this address of its own. */
  boolean ownIs(int descriptor, InetSocketAddress wanted) {
    return SocketCalls.getsockname(descriptor, address, fullLength()) == 0 && is(wanted);
  }

  /** Whether a descriptor is a socket that is connected to this address. */
  boolean peerIs(int descriptor, InetSocketAddress wanted) {
    return SocketCalls.getpeername(descriptor, address, fullLength()) == 0 && is(wanted);
  }

  private MemorySegment fullLength() {
    length.set(ValueLayout.JAVA_INT, 0, SocketAbi.ADDRESS_BYTES);
    return length;
  }

  private boolean is(InetSocketAddress wanted) {
    return SocketAbi.port(address) == wanted.getPort()
        && abi.address(address).filter(wanted::equals).isPresent();
  }
}
