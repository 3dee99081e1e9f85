package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.LocatedText;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.HttpTextMessages;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.HttpTransport;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.spa.transport.TcpTransport;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** How the packet travels. */
final class TransportSettings {
  private static final int HIGHEST_PORT = 65535;

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
    Optional<UserAgent> agent = usesHttp(sources) ? userAgent(sources) : Optional.empty();
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
        && protocol(sources) == ServerProtocol.UDP;
  }

  private static boolean usesHttp(ConfigSources sources) throws CliException {
    return sources.line().has(SpaOptions.HTTP_PROXY) || protocol(sources) == ServerProtocol.HTTP;
  }

  private static SpaTransport carrier(ConfigSources sources) throws CliException {
    Optional<String> proxy = sources.line().text(SpaOptions.HTTP_PROXY);
    ServerProtocol protocol = proxy.isPresent() ? ServerProtocol.HTTP : protocol(sources);
    if (proxy.isPresent() && named(sources).filter(p -> p != ServerProtocol.HTTP).isPresent()) {
      throw excluded(SpaOptions.HTTP_PROXY, protocol(sources), "a proxy carries HTTP only");
    }
    if (sources.line().has(SpaOptions.SOURCE_PORT) && protocol != ServerProtocol.UDP) {
      throw excluded(
          SpaOptions.SOURCE_PORT,
          protocol,
          "use UDP: TCP cannot reuse a source port for a minute or two");
    }
    return switch (protocol) {
      case UDP -> new UdpTransport(sourcePort(sources));
      case TCP -> new TcpTransport();
      case HTTP -> http(sources, proxy);
      case UDPRAW, TCPRAW, ICMP ->
          throw usage(
              "the protocol " + protocol + " is not available",
              "use udp, tcp or http: others need raw sockets and root");
    };
  }

  private static ServerProtocol protocol(ConfigSources sources) throws CliException {
    return sources.or(named(sources), RcVariable.SPA_SERVER_PROTO).orElse(ServerProtocol.UDP);
  }

  private static Optional<ServerProtocol> named(ConfigSources sources) throws CliException {
    return sources
        .line()
        .choice(
            SpaOptions.SERVER_PROTO,
            ServerProtocol::named,
            List.of(ServerProtocol.UDP, ServerProtocol.TCP, ServerProtocol.HTTP));
  }

  private static int sourcePort(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    return sources
        .or(line.number(SpaOptions.SOURCE_PORT, 0, HIGHEST_PORT), RcVariable.SPA_SOURCE_PORT)
        .orElse(0);
  }

  private static SpaTransport http(ConfigSources sources, Optional<String> proxy)
      throws CliException {
    HttpTransport standard = new HttpTransport();
    UserAgent agent = userAgent(sources).orElse(standard.userAgent());
    return new HttpTransport(agent, proxy(proxy), standard.connectTimeout());
  }

  private static Optional<UserAgent> userAgent(ConfigSources sources) throws CliException {
    Optional<LocatedText> agent = sources.text(SpaOptions.USER_AGENT);
    if (agent.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(UserAgent.parse(agent.get().text()));
    } catch (HttpTextException e) {
      throw new CliException(HttpTextMessages.of(e, agent.get().where(), agent.get().status()), e);
    }
  }

  private static Optional<HttpProxy> proxy(Optional<String> text) throws CliException {
    try {
      return text.isPresent() ? Optional.of(HttpProxy.parse(text.get())) : Optional.empty();
    } catch (HttpTextException e) {
      String option = SpaOptions.HTTP_PROXY.toString();
      throw new CliException(HttpTextMessages.of(e, option, ExitStatus.USAGE), e);
    }
  }

  private static CliException excluded(
      OptionDescriptor option, ServerProtocol protocol, String why) {
    return usage(
        option + " and " + SpaOptions.SERVER_PROTO + " " + protocol + " exclude each other", why);
  }

  private static CliException usage(String error, String hint) {
    return new CliException(CliError.usage(error, hint));
  }
}
