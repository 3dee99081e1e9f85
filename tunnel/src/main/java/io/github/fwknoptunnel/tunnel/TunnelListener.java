package io.github.fwknoptunnel.tunnel;

/**
 * Hears what happens in a tunnel. Called from several threads at once; must not block and must not
 * throw.
 */
@FunctionalInterface
public interface TunnelListener {
  void onEvent(TunnelEvent event);
}
