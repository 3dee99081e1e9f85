package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * The stream ends in good order once this many bytes have passed; what comes after is lost.
 *
 * @param bytes zero ends it before the first
 */
public record Limit(long bytes) implements Fault {
  @Override
  public Stage before(Stage next, Wire wire) throws IOException, InterruptedException {
    return new AfterBytes(bytes, (to, all) -> to.end()).before(next, wire);
  }
}
