package io.github.fwknoptunnel.cli.linux;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.nio.channels.Channel;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * The file descriptor of a channel, as the channel itself knows it. The JDK keeps the method in a
 * package that it does not export; the runnable jar's manifest opens it ({@code Add-Opens:
 * java.base/sun.nio.ch}).
 *
 * <p>A descriptor must never be searched for by its addresses: a connection that was reset and its
 * successor from the same port have the same, and both may be in this process. Thread-safe.
 */
final class ChannelDescriptor {
  private static final @Nullable MethodHandle GET = find();

  private ChannelDescriptor() {}

  private static @Nullable MethodHandle find() {
    try {
      return MethodHandles.lookup()
          .findVirtual(
              Class.forName("sun.nio.ch.SelChImpl"), "getFDVal", MethodType.methodType(int.class))
          .asType(MethodType.methodType(int.class, Channel.class));
    } catch (ReflectiveOperationException e) {
      return null; // Not exported to us, or another JDK.
    }
  }

  /** Whether this JVM gives descriptors. */
  static boolean available() {
    return GET != null;
  }

  /**
   * The descriptor of an open channel; empty if it is closed or has none. Valid until the channel
   * is closed: only the thread that would close it may use the number.
   */
  static OptionalInt of(Channel channel) {
    MethodHandle get = GET;
    if (get == null || !channel.isOpen()) {
      return OptionalInt.empty();
    }
    try {
      return OptionalInt.of((int) get.invokeExact(channel));
    } catch (ClassCastException e) {
      return OptionalInt.empty(); // Not one of the JDK's own channels.
    } catch (Throwable e) {
      throw Libc.thrown(e);
    }
  }
}
