package io.github.fwknoptunnel.cli.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** Calls of the system. To load them takes longer than to knock: see {@link #load}. */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
final class LibcSocket {
  private static final FunctionDescriptor SEND =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle SENDMSG = Libc.function("sendmsg", SEND, Libc.Errno.KEPT);

  private LibcSocket() {}

  /** Does only what the first use would do first. */
  static void load() {}

  /** Sends one byte and a descriptor; 0, or the number of the error. */
  static int sendDescriptor(SockaddrLayout abi, int to, int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Libc.Errno.LAYOUT);
      MemorySegment message = abi.message(arena, descriptor);
      long sent = (long) SENDMSG.invokeExact(state, to, message, 0);
      return sent < 0 ? Libc.Errno.of(state) : 0;
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }
}
