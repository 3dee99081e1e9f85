package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.access.Upstreams;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * How a connector reaches each port, decided at the first use of the port, and the tunnels that it
 * has opened. Thread-safe.
 */
final class PortRoutes {
  private final Routing routing;
  private final TunnelListener listener;
  private final Map<Integer, TunnelConfig> routes = new HashMap<>();
  private final Map<Integer, Upstreams> upstreams = new HashMap<>();
  private final List<Tunnel> tunnels = new ArrayList<>();
  private boolean closed;

  PortRoutes(Routing routing, TunnelListener listener) {
    this.routing = routing;
    this.listener = listener;
  }

  /**
   * The configuration of a tunnel to a port.
   *
   * @throws IOException if the connector is closed, or its settings do not open the port
   */
  synchronized TunnelConfig route(int port) throws IOException {
    requireOpen();
    TunnelConfig known = routes.get(port);
    if (known == null) {
      known = routing.to(port);
      routes.put(port, known);
    }
    return known;
  }

  /** What all connections to a port share: name resolution, knocks, access windows. */
  synchronized Upstreams upstreams(int port) throws IOException {
    TunnelConfig route = route(port);
    return upstreams.computeIfAbsent(port, p -> UpstreamFactory.upstreams(route, listener));
  }

  /**
   * Adds a tunnel, to be closed with the connector.
   *
   * @throws IOException if the connector is closed; the tunnel stays open
   */
  synchronized void add(Tunnel tunnel) throws IOException {
    requireOpen();
    // Those that their owners have closed.
    tunnels.removeIf(known -> !known.isAccepting());
    tunnels.add(tunnel);
  }

  private void requireOpen() throws IOException {
    if (closed) {
      throw new IOException("the connector to " + routing.host() + " is closed");
    }
  }

  /** Makes all other methods fail; returns the tunnels, which the caller closes. */
  synchronized List<Tunnel> close() {
    closed = true;
    return List.copyOf(tunnels);
  }
}
