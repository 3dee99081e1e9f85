package io.github.fwknoptunnel.tunnel;

/**
 * Receives the events of a tunnel or a connector. Called from several threads at once, including
 * relay threads. Implementations must be thread-safe, must not block, and must not throw.
 */
@FunctionalInterface
public interface TunnelListener {
  /**
   * Receives an event.
   *
   * @param event the event; a newer version of the library may send kinds that the program does not
   *     know
   */
  void onEvent(TunnelEvent event);
}
