package io.github.fwknoptunnel.cli.linux;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** Calls of the system. To load them takes longer than to knock: see {@link #load}. */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
final class LibcSocket {
  private static final Linker LINKER = Linker.nativeLinker();
  private static final FunctionDescriptor SEND =
      FunctionDescriptor.of(
          ValueLayout.JAVA_LONG, ValueLayout.JAVA_INT, ValueLayout.ADDRESS, ValueLayout.JAVA_INT);
  private static final MethodHandle SENDMSG =
      call("sendmsg", SEND, Linker.Option.captureCallState("errno"));
  private static final VarHandle ERRNO =
      Linker.Option.captureStateLayout().varHandle(MemoryLayout.PathElement.groupElement("errno"));

  private LibcSocket() {}

  private static MethodHandle call(String name, FunctionDescriptor type, Linker.Option... options) {
    MemorySegment symbol = LINKER.defaultLookup().find(name).orElseThrow();
    return LINKER.downcallHandle(symbol, type, options);
  }

  /** Does only what the first use would do first. */
  static void load() {}

  /** Sends one byte and a descriptor; 0, or the number of the error. */
  static int sendDescriptor(SockaddrLayout abi, int to, int descriptor) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment state = arena.allocate(Linker.Option.captureStateLayout());
      MemorySegment message = abi.message(arena, descriptor);
      long sent = (long) SENDMSG.invokeExact(state, to, message, 0);
      return sent < 0 ? (int) ERRNO.get(state, 0L) : 0;
    } catch (Throwable e) {
      throw thrown(e);
    }
  }

  /** A call of the system throws nothing; what comes is an error of the JVM. */
  static AssertionError thrown(Throwable e) {
    if (e instanceof Error error) {
      throw error;
    }
    return new AssertionError(e);
  }
}
