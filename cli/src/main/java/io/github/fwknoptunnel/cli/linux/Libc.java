package io.github.fwknoptunnel.cli.linux;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/** What the calls of the C library have in common. */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
final class Libc {
  private static final Linker LINKER = Linker.nativeLinker();

  private Libc() {}

  /** A function of the C library. To find the first takes longer than to knock. */
  static MethodHandle function(String name, FunctionDescriptor type, Linker.Option... options) {
    return LINKER.downcallHandle(LINKER.defaultLookup().find(name).orElseThrow(), type, options);
  }

  /** Functions with the option leave the number of an error in memory of the caller's. */
  static final class Errno {
    static final Linker.Option KEPT = Linker.Option.captureCallState("errno");
    static final MemoryLayout LAYOUT = Linker.Option.captureStateLayout();
    private static final VarHandle NUMBER =
        LAYOUT.varHandle(MemoryLayout.PathElement.groupElement("errno"));

    private Errno() {}

    static int of(MemorySegment state) {
      return (int) NUMBER.get(state, 0L);
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
