package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * One stretch of one direction of one connection. Called by one thread at a time, which it may hold
 * up: that is how a network pushes back.
 */
public interface Stage {
  /** Bytes arrive; the array belongs to the caller again afterwards. */
  void bytes(byte[] bytes, int from, int length) throws IOException, InterruptedException;

  /** The sender has ended its stream. */
  void end() throws IOException, InterruptedException;
}
