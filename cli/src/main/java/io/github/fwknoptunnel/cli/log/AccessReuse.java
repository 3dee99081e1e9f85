package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Tells which clients are served through a port that another client's knock has opened: without a
 * knock of their own they would leave no line until they close. Thread-safe.
 */
final class AccessReuse {
  private final Map<Long, SocketAddress> notKnocked = new ConcurrentHashMap<>();
  private volatile boolean knocks;

  /** The client that has connected in this way; empty for every other event. */
  Optional<SocketAddress> clientOf(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.Accepted in -> notKnocked.put(in.connection(), in.client());
      case TunnelEvent.TargetNamed named when !named.knocks() ->
          notKnocked.remove(named.connection());
      case TunnelEvent.KnockSent knock -> {
        knocks = true;
        notKnocked.remove(knock.connection());
      }
      case TunnelEvent.Connected connected -> {
        Optional<SocketAddress> client =
            Optional.ofNullable(notKnocked.remove(connected.connection()));
        return client.filter(_ -> knocks);
      }
      case TunnelEvent.Closed over -> notKnocked.remove(over.connection());
      default -> {
        // Says nothing about a knock.
      }
    }
    return Optional.empty();
  }
}
