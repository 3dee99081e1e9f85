package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * Nothing passes any more once this many bytes have, and nobody is told: no end, no reset. The
 * sender's bytes are no longer taken, as by a peer that has stopped reading.
 *
 * @param bytes zero freezes it before the first
 */
public record Freeze(long bytes) implements Fault {
  @Override
  public Stage before(Stage next, Wire wire) throws IOException, InterruptedException {
    return new AfterBytes(bytes, (to, all) -> all.awaitEnd()).before(next, wire);
  }
}
