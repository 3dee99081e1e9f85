package io.github.fwknoptunnel.cli.linux;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * Sends datagrams to a Unix-domain socket, which the JDK cannot: it knows only streams of them.
 * Linux (unix(7)). Thread-safe.
 *
 * @param path of the socket; a leading {@code @} means the abstract namespace
 */
@SuppressWarnings("restricted") // The runnable jar's manifest allows native access.
public record NotifySocket(String path) {
  private static final int AF_UNIX = 1;
  private static final int SOCK_DGRAM = 2;
  private static final int SOCK_CLOEXEC = 02000000;

  /** A peer that has gone is an error and not a signal. */
  private static final int MSG_NOSIGNAL = 0x4000;

  /** A receiver that hangs does not hold this program up. */
  private static final int MSG_DONTWAIT = 0x40;

  private static final int TRIES = 3;
  private static final long PAUSE_MILLIS = 10;

  private static final int MAX_PATH = 107;

  /** Loaded when the first datagram is sent. */
  private static final class Calls {
    private static final MethodHandle SOCKET =
        Libc.function(
            "socket",
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT,
                ValueLayout.JAVA_INT));
    private static final MethodHandle SENDTO =
        Libc.function(
            "sendto",
            FunctionDescriptor.of(
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_LONG,
                ValueLayout.JAVA_INT,
                ValueLayout.ADDRESS,
                ValueLayout.JAVA_INT));
    private static final MethodHandle CLOSE =
        Libc.function("close", FunctionDescriptor.of(ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
  }

  public NotifySocket {
    int length = path.getBytes(StandardCharsets.UTF_8).length;
    if (!(path.startsWith("/") || path.startsWith("@")) || length < 2 || length > MAX_PATH) {
      throw new IllegalArgumentException("no name of a socket: " + path);
    }
  }

  /** Tries a few times, as the receiver's queue may be full for a moment. */
  public void send(String message) throws IOException {
    for (int i = 1; !isSent(message); i++) {
      if (i == TRIES) {
        throw new IOException("no datagram is taken at " + path);
      }
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(PAUSE_MILLIS));
    }
  }

  private boolean isSent(String message) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = address(arena);
      MemorySegment bytes = arena.allocateFrom(message);
      int socket = (int) Calls.SOCKET.invokeExact(AF_UNIX, SOCK_DGRAM | SOCK_CLOEXEC, 0);
      long length = bytes.byteSize() - 1;
      long sent =
          (long)
              Calls.SENDTO.invokeExact(
                  socket,
                  bytes,
                  length,
                  MSG_NOSIGNAL | MSG_DONTWAIT,
                  address,
                  (int) address.byteSize());
      int _ = (int) Calls.CLOSE.invokeExact(socket);
      return sent == length;
    } catch (Error e) {
      throw e;
    } catch (Throwable e) {
      throw new AssertionError("a call of the system throws nothing", e);
    }
  }

  /** A sockaddr_un as long as its path: an abstract name is all of it and has no end mark. */
  private MemorySegment address(Arena arena) {
    byte[] name = path.getBytes(StandardCharsets.UTF_8);
    boolean isAbstract = name[0] == '@';
    if (isAbstract) {
      name[0] = 0;
    }
    MemorySegment address = arena.allocate(2 + name.length + (isAbstract ? 0 : 1), 2);
    address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_UNIX);
    MemorySegment.copy(name, 0, address, ValueLayout.JAVA_BYTE, 2, name.length);
    return address;
  }
}
