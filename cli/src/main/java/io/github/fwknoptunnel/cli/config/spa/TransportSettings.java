package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.HttpTransport;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.spa.transport.TcpTransport;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How the packet travels. */
final class TransportSettings {
  private TransportSettings() {}

  /**
   * Reads the options.
   *
   * @param watched made of what sends, where the port is known at last
   */
  static SpaTransport read(ConfigSources sources, UnaryOperator<SpaTransport> watched)
      throws CliException {
    SpaTransport transport = watched.apply(carrier(sources));
    if (!sources.on(SpaOptions.RAND_PORT)) {
      return transport;
    }
    SecureRandom random = new SecureRandom();
    return (packet, server) -> transport.send(packet, server.withRandomPort(random));
  }

  /** A user agent that not all servers take. */
  static Optional<String> warning(ConfigSources sources) throws CliException {
    Optional<UserAgent> agent =
        usesHttp(sources) ? sources.value(SpaOptions.USER_AGENT) : Optional.empty();
    return agent
        .filter(name -> !name.isAcceptedByAllServers())
        .map(name ->
            "fwknopd accepts a user agent that does not start with Fwknop only with"
                + " ALLOW_ANY_USER_AGENT Y (2.6.11 and newer): "
                + name);
  }

  /** Whether packets go over UDP to the port of the server, as most servers need it. */
  static boolean isPlainUdp(ConfigSources sources) throws CliException {
    return !sources.on(SpaOptions.RAND_PORT)
        && !sources.line().has(SpaOptions.HTTP_PROXY)
        && sources.valueOrDefault(SpaOptions.SERVER_PROTO) == ServerProtocol.UDP;
  }

  private static boolean usesHttp(ConfigSources sources) throws CliException {
    return sources.line().has(SpaOptions.HTTP_PROXY)
        || sources.valueOrDefault(SpaOptions.SERVER_PROTO) == ServerProtocol.HTTP;
  }

  private static SpaTransport carrier(ConfigSources sources) throws CliException {
    Optional<HttpProxy> proxy = sources.line().value(SpaOptions.HTTP_PROXY);
    ServerProtocol named = sources.valueOrDefault(SpaOptions.SERVER_PROTO);
    ServerProtocol protocol = proxy.isPresent() ? ServerProtocol.HTTP : named;
    if (protocol != named && sources.line().has(SpaOptions.SERVER_PROTO)) {
      throw excluded(SpaOptions.HTTP_PROXY, named, "a proxy carries HTTP only");
    }
    if (sources.line().has(SpaOptions.SOURCE_PORT) && protocol != ServerProtocol.UDP) {
      throw excluded(
          SpaOptions.SOURCE_PORT,
          protocol,
          "use UDP: TCP cannot reuse a source port for a minute or two");
    }
    return switch (protocol) {
      case UDP -> new UdpTransport(sources.value(SpaOptions.SOURCE_PORT).orElse(0));
      case TCP -> new TcpTransport();
      case HTTP -> http(sources, proxy);
      case UDPRAW, TCPRAW, ICMP ->
          throw CliException.usage(
              "the protocol " + protocol + " is not available",
              "use udp, tcp or http: others need raw sockets and root");
    };
  }

  private static SpaTransport http(ConfigSources sources, Optional<HttpProxy> proxy)
      throws CliException {
    HttpTransport usual = new HttpTransport();
    UserAgent agent = sources.value(SpaOptions.USER_AGENT).orElse(usual.userAgent());
    return new HttpTransport(agent, proxy, usual.connectTimeout());
  }

  private static CliException excluded(Setting<?> option, ServerProtocol protocol, String why) {
    return CliException.usage(
        option + " and " + SpaOptions.SERVER_PROTO + " " + protocol + " exclude each other", why);
  }
}
