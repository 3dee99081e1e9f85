package io.github.fwknoptunnel.tunnel.access;

import java.util.concurrent.CompletableFuture;

/** Knocks for every connection. */
public record KnockPerConnection(PortOpener opener) implements Upstreams {
  @Override
  public CompletableFuture<Upstream> acquire(long connection) {
    return new KnockAttempt(opener, connection, (ended, result) -> {}).start();
  }
}
