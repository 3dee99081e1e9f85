package io.github.fwknoptunnel.tunnel.guard;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Judges each client before it is served. Thread-safe; never blocks. Close it when no client is to
 * be judged any more.
 */
@FunctionalInterface
public interface Guard extends AutoCloseable {
  /** Allows every client. */
  Guard OPEN = client -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * Whether an accepted client may be served.
   *
   * @return completes with the reason if not, within a few seconds; never exceptionally
   */
  CompletableFuture<Optional<Refusal>> judge(SocketChannel client);

  /** Gives back what it needed. */
  @Override
  default void close() {}

  /**
   * Allows processes of these users only.
   *
   * @throws IOException if the system has no resources for it
   */
  static Guard of(AllowedUsers users) throws IOException {
    return new UserGuard(users);
  }
}
