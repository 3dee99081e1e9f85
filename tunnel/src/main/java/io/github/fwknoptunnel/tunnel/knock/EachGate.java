package io.github.fwknoptunnel.tunnel.knock;

import java.util.concurrent.CompletableFuture;

/** Knocks for every connection. */
public record EachGate(Door door) implements Gate {
  @Override
  public CompletableFuture<Way> open(long connection) {
    return new Opening(door, connection, (ended, result) -> {}).start();
  }
}
