package io.github.fwknoptunnel.cli.signal;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Proxy;

/**
 * Signals of the operating system. The only way to receive them is {@code sun.misc.Signal}, which
 * every JDK has and javac warns of, and this build has no warnings: hence by reflection.
 */
public final class Signals {
  private static final System.Logger LOG = System.getLogger(Signals.class.getName());

  private Signals() {}

  /** The same, or nothing on a system that has no such signal. */
  public static void handleIfKnown(String name, Runnable action) {
    try {
      handle(name, action);
    } catch (IllegalStateException e) {
      LOG.log(System.Logger.Level.DEBUG, "no SIG" + name + " here", e);
    }
  }

  /**
   * Runs {@code action} on a thread of its own whenever the signal comes, instead of what the JVM
   * would do.
   */
  static void handle(String name, Runnable action) {
    try {
      Class<?> signalType = Class.forName("sun.misc.Signal");
      Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
      InvocationHandler handler =
          (proxy, method, arguments) -> {
            action.run();
            return null;
          };
      signalType
          .getMethod("handle", signalType, handlerType)
          .invoke(
              null,
              signalType.getConstructor(String.class).newInstance(name),
              Proxy.newProxyInstance(
                  Signals.class.getClassLoader(), new Class<?>[] {handlerType}, handler));
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("this JDK has no signals, or reserves SIG" + name, e);
    }
  }
}
