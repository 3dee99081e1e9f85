package io.github.fwknoptunnel.tunnel;

/**
 * Receives the events of a tunnel or a connector. Called from several threads at once, those that
 * relay among them: what blocks here stops connections, and it must not throw.
 */
@FunctionalInterface
public interface TunnelListener {
  void onEvent(TunnelEvent event);
}
