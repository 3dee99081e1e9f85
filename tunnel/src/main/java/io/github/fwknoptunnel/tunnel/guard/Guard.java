package io.github.fwknoptunnel.tunnel.guard;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import jdk.net.ExtendedSocketOptions;

/** Looks at each client before it is served. Thread-safe; never blocks. */
@FunctionalInterface
public interface Guard {
  /** Lets everybody in. */
  Guard OPEN = client -> CompletableFuture.completedFuture(Optional.empty());

  /**
   * Whether an accepted client may be served.
   *
   * @return completes with the reason if not; never exceptionally
   */
  CompletableFuture<Optional<Refusal>> judge(SocketChannel client);

  /** Lets these users in and nobody else. */
  static Guard of(AllowedUsers users) {
    TcpOwners owners = TcpOwners.ofThisMachine();
    return client -> judge(client, users, owners);
  }

  private static CompletableFuture<Optional<Refusal>> judge(
      SocketChannel client, AllowedUsers users, TcpOwners owners) {
    try {
      if (client.getLocalAddress() instanceof UnixDomainSocketAddress) {
        return CompletableFuture.completedFuture(peer(client, users));
      }
      InetSocketAddress from = (InetSocketAddress) client.getRemoteAddress();
      InetSocketAddress to = (InetSocketAddress) client.getLocalAddress();
      return from.getAddress().isLoopbackAddress()
          ? owners.ownerOf(from, to).thenApply(uid -> owner(uid, users))
          : CompletableFuture.completedFuture(Optional.of(new Refusal.NotLocal()));
    } catch (IOException | UnsupportedOperationException e) {
      return CompletableFuture.completedFuture(Optional.of(new Refusal.OwnerUnknown()));
    }
  }

  /** The kernel notes who called {@code connect}; nothing can change that afterwards. */
  private static Optional<Refusal> peer(SocketChannel client, AllowedUsers users)
      throws IOException {
    UserPrincipal user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user();
    return users.include(user)
        ? Optional.empty()
        : Optional.of(new Refusal.OtherUser(user.getName()));
  }

  private static Optional<Refusal> owner(Optional<String> uid, AllowedUsers users) {
    if (uid.isEmpty()) {
      return Optional.of(new Refusal.OwnerUnknown());
    }
    return users.includeUid(uid.get())
        ? Optional.empty()
        : Optional.of(new Refusal.OtherUser(uid.get()));
  }
}
