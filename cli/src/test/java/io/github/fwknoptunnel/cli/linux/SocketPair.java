package io.github.fwknoptunnel.cli.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.charset.StandardCharsets;

/** Two Unix sockets that are connected to each other, as ssh makes them. Linux, 64 bits. */
@SuppressWarnings("restricted")
record SocketPair(int one, int other) implements AutoCloseable {
  private static final int AF_UNIX = 1;
  private static final int SOCK_STREAM = 1;

  static SocketPair open() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment pair = arena.allocate(8, 4);
      assertEquals(0, call("socketpair", AF_UNIX, SOCK_STREAM, 0, pair));
      return new SocketPair(pair.get(ValueLayout.JAVA_INT, 0), pair.get(ValueLayout.JAVA_INT, 4));
    }
  }

  /** By the manual page cmsg(3). */
  int receiveDescriptor() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment iov = arena.allocate(16, 8);
      iov.set(ValueLayout.ADDRESS, 0, arena.allocate(8));
      iov.set(ValueLayout.JAVA_LONG, 8, 8);
      MemorySegment control = arena.allocate(64, 8);
      MemorySegment message = arena.allocate(56, 8);
      message.set(ValueLayout.ADDRESS, 16, iov);
      message.set(ValueLayout.JAVA_LONG, 24, 1);
      message.set(ValueLayout.ADDRESS, 32, control);
      message.set(ValueLayout.JAVA_LONG, 40, 64);
      assertEquals(1, call("recvmsg", other, message, 0), "bytes");
      assertEquals(24, message.get(ValueLayout.JAVA_LONG, 40), "length of the control message");
      return control.get(ValueLayout.JAVA_INT, 16);
    }
  }

  static void write(int descriptor, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment data = arena.allocateFrom(ValueLayout.JAVA_BYTE, bytes);
      assertEquals(bytes.length, call("write", descriptor, data, (long) bytes.length));
    }
  }

  static void close(int descriptor) {
    assertEquals(0, call("close", descriptor));
  }

  @Override
  public void close() {
    close(one);
    close(other);
  }

  private static int call(String name, Object... arguments) {
    ValueLayout[] types = new ValueLayout[arguments.length];
    for (int i = 0; i < types.length; i++) {
      types[i] =
          switch (arguments[i]) {
            case Integer number -> ValueLayout.JAVA_INT;
            case Long number -> ValueLayout.JAVA_LONG;
            default -> ValueLayout.ADDRESS;
          };
    }
    Linker linker = Linker.nativeLinker();
    try {
      return (int)
          linker
              .downcallHandle(
                  linker.defaultLookup().find(name).orElseThrow(),
                  FunctionDescriptor.of(ValueLayout.JAVA_INT, types))
              .invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new AssertionError(name, e);
    }
  }
}
