package io.github.fwknoptunnel.tunnel.authz;

import io.github.fwknoptunnel.tunnel.AllowedUsers;
import io.github.fwknoptunnel.tunnel.Rejection;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * Decides about each client before it is served. Thread-safe; never blocks. Close it after the last
 * decision.
 */
@FunctionalInterface
public interface ClientAuthorizer extends AutoCloseable {
  /** Allows every client. */
  ClientAuthorizer OPEN = client -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * Whether an accepted client may be served.
   *
   * @return completes with the reason if not, within a few seconds; never exceptionally
   */
  CompletableFuture<Optional<Rejection>> authorize(SocketChannel client);

  /** Gives back what it needed. */
  @Override
  default void close() {}

  /**
   * Allows processes of these users only.
   *
   * @throws IOException if the system has no resources for it
   */
  static ClientAuthorizer of(AllowedUsers users) throws IOException {
    return new UserAuthorizer(users);
  }
}
