package io.github.fwknoptunnel.cli.linux;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;

/** Calls of Linux about pipes, and the memory in which they leave the number of an error. */
@SuppressWarnings("restricted") // LinuxSpliceProvider checks that it is allowed.
final class LibcPipe {
  /** Of fcntl.h; the same on x64 and ARM. */
  private static final int O_NONBLOCK_CLOEXEC = 0x800 | 0x80000;

  private static final int F_SETPIPE_SZ = 1031;
  private static final int SPLICE_F_MOVE_NONBLOCK = 1 | 2;

  /** Bytes in a TCP socket's send queue that are not acknowledged (tcp(7)). */
  private static final long SIOCOUTQ = 0x5411;

  private static final MethodHandle PIPE2 =
      Libc.function("pipe2", FunctionDescriptor.of(JAVA_INT, ADDRESS, JAVA_INT), Libc.Errno.KEPT);
  private static final MethodHandle FCNTL =
      Libc.function(
          "fcntl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT),
          Libc.Errno.KEPT,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle SPLICE =
      Libc.function(
          "splice",
          FunctionDescriptor.of(
              JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT, ADDRESS, JAVA_LONG, JAVA_INT),
          Libc.Errno.KEPT);
  private static final MethodHandle IOCTL =
      Libc.function(
          "ioctl",
          FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_LONG, ADDRESS),
          Libc.Errno.KEPT,
          Linker.Option.firstVariadicArg(2));
  private static final MethodHandle CLOSE =
      Libc.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT), Libc.Errno.KEPT);

  /** Freed by the garbage collector: a pipe may be closed by another thread than used it. */
  private final MemorySegment state = Arena.ofAuto().allocate(Libc.Errno.LAYOUT);

  /** Where bytes come out, and where they go in. */
  record Ends(int out, int in) {}

  /** Does only what the first use would do first. */
  static void load() {}

  Ends pipe() throws IOException {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment ends = arena.allocate(JAVA_INT, 2);
      if ((int) PIPE2.invokeExact(state, ends, O_NONBLOCK_CLOEXEC) != 0) {
        throw new IOException("no pipe, errno " + errno());
      }
      return new Ends(ends.getAtIndex(JAVA_INT, 0), ends.getAtIndex(JAVA_INT, 1));
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** Negative if it fails. */
  int resize(int end, int capacity) {
    try {
      return (int) FCNTL.invokeExact(state, end, F_SETPIPE_SZ, capacity);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** Bytes that were moved; negative if it fails. */
  int splice(int from, int to, int limit) {
    try {
      return (int)
          (long)
              SPLICE.invokeExact(
                  state,
                  from,
                  MemorySegment.NULL,
                  to,
                  MemorySegment.NULL,
                  (long) limit,
                  SPLICE_F_MOVE_NONBLOCK);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** Bytes that a TCP socket's peer has not acknowledged; negative if it fails. */
  int unacknowledged(int socket) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment bytes = arena.allocate(JAVA_INT);
      int result = (int) IOCTL.invokeExact(state, socket, SIOCOUTQ, bytes);
      return result < 0 ? result : bytes.get(JAVA_INT, 0);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  void close(int end) {
    try {
      var _ = (int) CLOSE.invokeExact(state, end);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** Why the last call failed. */
  int errno() {
    return Libc.Errno.of(state);
  }
}
