package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.net.SocketAddress;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The clients of the connections that are open now. Thread-safe. */
final class OpenClients {
  private final Map<Long, Client> open = new ConcurrentHashMap<>();
  private volatile boolean knocks;

  /**
   * A client.
   *
   * @param shown whether it has a line of its own already, or needs none
   */
  private record Client(SocketAddress address, boolean shown) {}

  Optional<SocketAddress> of(long connection) {
    return Optional.ofNullable(open.get(connection)).map(Client::address);
  }

  /**
   * The client that has connected through a port that another client's knock has opened: without a
   * knock of its own it would leave no line until it closes. Empty for every other event.
   */
  Optional<SocketAddress> reusingAccess(TunnelEvent event) {
    switch (event) {
      case TunnelEvent.Accepted in -> open.put(in.connection(), new Client(in.client(), false));
      case TunnelEvent.TargetNamed named when !named.knocks() -> show(named.connection());
      case TunnelEvent.KnockSent knock -> {
        knocks = true;
        show(knock.connection());
      }
      case TunnelEvent.Connected connected -> {
        Optional<Client> client = Optional.ofNullable(open.get(connected.connection()));
        show(connected.connection());
        return client.filter(one -> knocks && !one.shown()).map(Client::address);
      }
      default -> {
        // Says nothing about a knock.
      }
    }
    return Optional.empty();
  }

  private void show(long connection) {
    open.computeIfPresent(connection, (number, client) -> new Client(client.address(), true));
  }

  /** Forgets the client of a connection that has closed; its last line is printed by then. */
  void forget(TunnelEvent event) {
    if (event instanceof TunnelEvent.Closed over) {
      open.remove(over.connection());
    }
  }
}
