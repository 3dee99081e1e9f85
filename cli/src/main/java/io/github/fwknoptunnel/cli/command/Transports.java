package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
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

/** How the packet travels. */
final class Transports {
  private static final int HIGHEST_PORT = 65535;

  private Transports() {}

  static SpaTransport read(Sources sources) throws ProblemException {
    SpaTransport transport = carrier(sources);
    if (!sources.on(SpaOptions.RAND_PORT, RcVariable.RAND_PORT)) {
      return transport;
    }
    SecureRandom random = new SecureRandom();
    return (packet, server) -> transport.send(packet, server.withRandomPort(random));
  }

  private static SpaTransport carrier(Sources sources) throws ProblemException {
    Optional<String> proxy = sources.line().text(SpaOptions.HTTP_PROXY);
    Optional<ServerProtocol> named =
        sources
            .line()
            .choice(
                SpaOptions.SERVER_PROTO,
                ServerProtocol::named,
                List.of(ServerProtocol.UDP, ServerProtocol.TCP, ServerProtocol.HTTP));
    ServerProtocol protocol =
        sources.or(named, RcVariable.SPA_SERVER_PROTO).orElse(ServerProtocol.UDP);
    if (proxy.isPresent() && named.isPresent() && protocol != ServerProtocol.HTTP) {
      throw usage(
          SpaOptions.HTTP_PROXY
              + " and "
              + SpaOptions.SERVER_PROTO
              + " "
              + protocol
              + " exclude each other",
          "a proxy carries HTTP only");
    }
    return proxy.isPresent() ? http(sources, proxy) : carrier(sources, protocol);
  }

  private static SpaTransport carrier(Sources sources, ServerProtocol protocol)
      throws ProblemException {
    return switch (protocol) {
      case UDP -> new UdpTransport(sourcePort(sources));
      case TCP -> new TcpTransport();
      case HTTP -> http(sources, Optional.empty());
      case UDPRAW, TCPRAW, ICMP ->
          throw usage(
              "the protocol " + protocol + " is not available",
              "it needs raw sockets and root: udp, tcp and http do not");
    };
  }

  private static int sourcePort(Sources sources) throws ProblemException {
    Arguments line = sources.line();
    return sources
        .or(line.number(SpaOptions.SOURCE_PORT, 0, HIGHEST_PORT), RcVariable.SPA_SOURCE_PORT)
        .orElse(0);
  }

  private static SpaTransport http(Sources sources, Optional<String> proxy)
      throws ProblemException {
    Optional<String> agent =
        sources.or(sources.line().text(SpaOptions.USER_AGENT), RcVariable.HTTP_USER_AGENT);
    HttpTransport standard = new HttpTransport();
    try {
      UserAgent name = agent.isPresent() ? UserAgent.parse(agent.get()) : standard.userAgent();
      Optional<HttpProxy> by =
          proxy.isPresent() ? Optional.of(HttpProxy.parse(proxy.get())) : Optional.empty();
      return new HttpTransport(name, by, standard.connectTimeout());
    } catch (HttpTextException e) {
      throw usage("'" + e.text() + "' cannot be used for HTTP", hint(e));
    }
  }

  private static String hint(HttpTextException e) {
    return switch (e.reason()) {
      case NOT_A_PROXY -> SpaOptions.HTTP_PROXY + " takes HOST, HOST:PORT or http://HOST:PORT";
      case HTTPS_PROXY -> "proxies are spoken to over plain HTTP";
      case PORT_OUT_OF_RANGE -> "ports go from 1 to 65535";
      case NOT_A_USER_AGENT -> "up to 99 printable ASCII characters";
    };
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
