package io.github.fwknoptunnel.tunnel.socket;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.net.spi.InetAddressResolver;
import java.net.spi.InetAddressResolver.LookupPolicy;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A name that is knocked for when it is looked up. Thread-safe. */
final class KnockingName {
  private static final System.Logger LOG = System.getLogger(KnockingName.class.getName());
  private static final int MAX_CONNECTORS = 32;
  private static final LookupPolicy IPV4 = LookupPolicy.of(LookupPolicy.IPV4);
  private static final String PORT = "port";

  private final int port;
  private final FactorySettings settings;

  /**
   * By the addresses of the name: a connector for the name itself would look it up. The one that
   * was used least recently is closed, since a name server can give others each time.
   */
  private final Map<Set<InetAddress>, Connector> connectors =
      new LinkedHashMap<>(MAX_CONNECTORS, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Set<InetAddress>, Connector> eldest) {
          if (size() > MAX_CONNECTORS) {
            eldest.getValue().close();
          }
          return size() > MAX_CONNECTORS;
        }
      };

  private KnockingName(int port, FactorySettings settings) {
    this.port = port;
    this.settings = settings;
  }

  /**
   * Reads what a properties file says of a name.
   *
   * @throws IllegalArgumentException if it is not valid; does not show it, since it may be a key
   */
  static KnockingName parse(String name, String text) {
    try {
      Map<String, String> values = FactorySettings.values(text);
      int port = port(values.remove(PORT));
      Set<String> keys = new HashSet<>(FactorySettings.KEYS);
      keys.add(PORT);
      return new KnockingName(port, FactorySettings.of(values, keys));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + ": " + e.getMessage(), e);
    }
  }

  private static int port(@Nullable String text) {
    try {
      return PortSpec.parse("tcp/" + text).port();
    } catch (MessageException e) {
      // Not the cause, which shows the text.
      throw new IllegalArgumentException("key 'port' is required, 1 to 65535");
    }
  }

  /**
   * The address whose port opens first. As for a host with several addresses, the next is tried
   * when one has been silent for a second or has failed, and the winner comes first from then on.
   *
   * @param builtin resolves the SPA server
   * @throws UnknownHostException why the first did not open; also logged, since most programs show
   *     neither the message nor the cause
   */
  InetAddress open(String host, Stream<InetAddress> addresses, InetAddressResolver builtin)
      throws UnknownHostException {
    List<InetAddress> ipv4 = addresses.filter(Inet4Address.class::isInstance).toList();
    try (Socket socket =
        connector(ipv4, builtin).connect(port, settings.connectTimeout().multipliedBy(2))) {
      return socket.getInetAddress();
    } catch (IOException e) {
      UnknownHostException unknown = new UnknownHostException(host + ": " + e.getMessage());
      unknown.initCause(e);
      LOG.log(System.Logger.Level.WARNING, unknown.getMessage());
      throw unknown;
    }
  }

  private synchronized Connector connector(List<InetAddress> addresses, InetAddressResolver builtin)
      throws IOException {
    if (addresses.isEmpty()) {
      throw new UnknownHostException("no IPv4 address");
    }
    Set<InetAddress> key = Set.copyOf(addresses);
    Connector known = connectors.get(key);
    if (known == null) {
      String hosts = literals(addresses);
      Optional<HostAndPort> spa = settings.spaServer(hosts);
      FactorySettings resolved =
          spa.isEmpty() ? settings : settings.with(resolved(spa.get(), addresses, builtin));
      known = resolved.connector(hosts);
      connectors.put(key, known);
    }
    return known;
  }

  /**
   * The SPA server by address. Its name may be the one that is looked up, or lead back to it: the
   * JDK lets a second look-up of a name wait for the first.
   */
  private static HostAndPort resolved(
      HostAndPort spa, List<InetAddress> targets, InetAddressResolver builtin)
      throws UnknownHostException {
    List<InetAddress> servers = builtin.lookupByName(spa.host(), IPV4).toList();
    // Of several addresses the packet goes to the one that is dialled.
    String address =
        servers.containsAll(targets) ? literals(servers) : servers.getFirst().getHostAddress();
    return new HostAndPort(address, spa.port());
  }

  private static String literals(List<InetAddress> addresses) {
    return addresses.stream().map(InetAddress::getHostAddress).collect(Collectors.joining(","));
  }
}
