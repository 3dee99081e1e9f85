package io.github.fwknoptunnel.tunnel.authz;

import io.github.fwknoptunnel.tunnel.AllowedUsers;
import io.github.fwknoptunnel.tunnel.Rejection;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;

/** Allows the processes of some users, and rejects clients whose user is unknown. Thread-safe. */
final class UserAuthorizer implements ClientAuthorizer {
  /** A judgement takes milliseconds. On a machine too busy for it the client is refused. */
  private static final Duration TIME_LIMIT = Duration.ofSeconds(10);

  private final AllowedUsers users;
  private final SocketOwnerLookup owners = SocketOwnerLookup.ofThisMachine();
  private final ConnectedCheck connected = new ConnectedCheck();

  UserAuthorizer(AllowedUsers users) throws IOException {
    this.users = users;
  }

  @Override
  public CompletableFuture<Optional<Rejection>> authorize(SocketChannel client) {
    try {
      if (client.getLocalAddress() instanceof UnixDomainSocketAddress) {
        // The kernel notes who called connect; nothing can change that afterwards.
        UserPrincipal peer = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
        return CompletableFuture.completedFuture(users.rejection(peer));
      }
      InetSocketAddress from = (InetSocketAddress) client.getRemoteAddress();
      InetSocketAddress to = (InetSocketAddress) client.getLocalAddress();
      if (!from.getAddress().isLoopbackAddress()) {
        return CompletableFuture.completedFuture(Optional.of(new Rejection.NotLocal()));
      }
      client.configureBlocking(false);
      return owners
          .find(new SocketOwnerLookup.Query(from, to, () -> connected.isConnected(client)))
          .completeOnTimeout(Optional.empty(), TIME_LIMIT.toMillis(), TimeUnit.MILLISECONDS)
          .thenApply(this::owner);
    } catch (IOException | UnsupportedOperationException e) {
      return CompletableFuture.completedFuture(Optional.of(new Rejection.OwnerUnknown()));
    }
  }

  private Optional<Rejection> owner(Optional<String> uid) {
    return uid.isEmpty() ? Optional.of(new Rejection.OwnerUnknown()) : users.rejection(uid.get());
  }

  @Override
  public void close() {
    owners.close();
    try {
      connected.close();
    } catch (IOException e) {
      // It is not used any more.
    }
  }
}
