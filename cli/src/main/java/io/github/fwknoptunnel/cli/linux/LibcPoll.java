package io.github.fwknoptunnel.cli.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;

/** poll(2) and shutdown(2). Not among {@link LibcSocket}, which take longer to load. */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
final class LibcPoll {
  private static final int SIZE = 8;
  private static final int REVENTS = 6;
  private static final int WRITING = 1;
  private static final MethodHandle POLL =
      Libc.function(
          "poll",
          FunctionDescriptor.of(
              ValueLayout.JAVA_INT,
              ValueLayout.ADDRESS,
              ValueLayout.JAVA_LONG,
              ValueLayout.JAVA_INT));
  private static final MethodHandle SHUTDOWN =
      Libc.function(
          "shutdown",
          FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));

  private LibcPoll() {}

  /** Polls a descriptor for errors and hang-ups only. */
  static int poll(int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment entry = arena.allocate(SIZE, Integer.BYTES);
      entry.set(ValueLayout.JAVA_INT, 0, descriptor);
      int count = (int) POLL.invokeExact(entry, 1L, 0);
      return count > 0 ? entry.get(ValueLayout.JAVA_SHORT, REVENTS) : 0;
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** Ends what is sent, also where the same socket has other descriptors. */
  static void endOutput(int descriptor) {
    try {
      var _ = (int) SHUTDOWN.invokeExact(descriptor, WRITING);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }
}
