package io.github.fwknoptunnel.cli.linux;

import java.io.FileDescriptor;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.reflect.Constructor;
import java.lang.reflect.InaccessibleObjectException;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.spi.SelectorProvider;

/**
 * A listening socket that this process inherited under any number: {@link System#inheritedChannel}
 * knows only descriptor 0. The JDK keeps the constructor of such a channel private; the runnable
 * jar's manifest opens its package ({@code Add-Opens: java.base/sun.nio.ch}). Linux. Thread-safe.
 */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
public final class InheritedDescriptor {
  private static final int SOL_SOCKET = 1;
  private static final int SO_TYPE = 3;
  private static final int SO_ACCEPTCONN = 30;
  private static final int SO_DOMAIN = 39;
  private static final int SOCK_STREAM = 1;
  private static final int AF_UNIX = 1;
  private static final int AF_INET = 2;
  private static final int AF_INET6 = 10;
  private static final int F_SETFD = 2;
  private static final int FD_CLOEXEC = 1;

  /** Loaded with the first descriptor. */
  private static final class Calls {
    private static final MethodHandle FCNTL =
        Libc.function(
            "fcntl",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT),
            Linker.Option.firstVariadicArg(2));
    private static final MethodHandle GETSOCKOPT =
        Libc.function(
            "getsockopt",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.ADDRESS));
  }

  private InheritedDescriptor() {}

  /**
   * Takes a descriptor over: its channel owns it, and programs that this process executes do not
   * get it.
   *
   * @param name of the socket, for messages
   * @throws IOException if it is not a listening stream socket for IP or of a path, or this system
   *     or Java runtime cannot take it over
   */
  public static ServerSocketChannel take(int descriptor, String name) throws IOException {
    if (!SockaddrLayout.here().filter(SockaddrLayout.LINUX::equals).isPresent()) {
      throw new IOException("on this system only one socket can be taken over");
    }
    closeOnExec(descriptor);
    if (option(descriptor, SO_TYPE) != SOCK_STREAM || option(descriptor, SO_ACCEPTCONN) != 1) {
      throw new IOException("'" + name + "' is not a listening stream socket");
    }
    return channel(descriptor, family(descriptor, name));
  }

  private static void closeOnExec(int descriptor) {
    try {
      int _ = (int) Calls.FCNTL.invokeExact(descriptor, F_SETFD, FD_CLOEXEC);
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  /** A number that the kernel knows of a socket; -1 if it is none. */
  private static int option(int descriptor, int name) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment value = arena.allocate(ValueLayout.JAVA_INT);
      MemorySegment size = arena.allocateFrom(ValueLayout.JAVA_INT, Integer.BYTES);
      int failed = (int) Calls.GETSOCKOPT.invokeExact(descriptor, SOL_SOCKET, name, value, size);
      return failed == 0 ? value.get(ValueLayout.JAVA_INT, 0) : -1;
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }

  private static ProtocolFamily family(int descriptor, String name) throws IOException {
    return switch (option(descriptor, SO_DOMAIN)) {
      case AF_UNIX -> StandardProtocolFamily.UNIX;
      case AF_INET -> StandardProtocolFamily.INET;
      case AF_INET6 -> StandardProtocolFamily.INET6;
      default -> throw new IOException("'" + name + "' is neither an IP nor a Unix socket");
    };
  }

  private static ServerSocketChannel channel(int descriptor, ProtocolFamily family)
      throws IOException {
    try {
      Object file =
          Class.forName("sun.nio.ch.IOUtil").getMethod("newFD", int.class).invoke(null, descriptor);
      Constructor<?> constructor =
          Class.forName("sun.nio.ch.ServerSocketChannelImpl")
              .getDeclaredConstructor(
                  SelectorProvider.class,
                  ProtocolFamily.class,
                  FileDescriptor.class,
                  boolean.class);
      constructor.setAccessible(true);
      return (ServerSocketChannel)
          constructor.newInstance(SelectorProvider.provider(), family, file, true);
    } catch (ReflectiveOperationException | InaccessibleObjectException e) {
      throw new IOException("this Java runtime can take over only one socket", e);
    }
  }
}
