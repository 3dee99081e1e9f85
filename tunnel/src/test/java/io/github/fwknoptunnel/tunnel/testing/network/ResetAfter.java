package io.github.fwknoptunnel.tunnel.testing.network;

import java.io.IOException;

/**
 * Both ends are reset once this many bytes have passed.
 *
 * @param bytes zero resets the connection as soon as it has come about
 */
public record ResetAfter(long bytes) implements Fault {
  @Override
  public Stage before(Stage next, Wire wire) throws IOException, InterruptedException {
    return new AfterBytes(bytes, (to, all) -> all.reset()).before(next, wire);
  }
}
