package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.ServerProtocol;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.HttpTransport;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.spa.transport.TcpTransport;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.security.SecureRandom;
import java.util.Optional;

/** Reads the transport of a stanza. */
record StanzaTransport(Stanza stanza) {
  ServerProtocol protocol() {
    return stanza.value(RcVariable.SPA_SERVER_PROTO).orElse(ServerProtocol.UDP);
  }

  SpaTransport read() throws ProfileException {
    SpaTransport transport = carrier();
    if (!stanza.on(RcVariable.RAND_PORT)) {
      return transport;
    }
    SecureRandom random = new SecureRandom();
    return (packet, server) -> transport.send(packet, server.withRandomPort(random));
  }

  private SpaTransport carrier() throws ProfileException {
    return switch (protocol()) {
      case UDP -> new UdpTransport(stanza.value(RcVariable.SPA_SOURCE_PORT).orElse(0));
      case TCP -> new TcpTransport();
      case HTTP -> http();
      case UDPRAW, TCPRAW, ICMP ->
          throw stanza.failure(Reason.PROTOCOL_NOT_AVAILABLE, RcVariable.SPA_SERVER_PROTO);
    };
  }

  private SpaTransport http() throws ProfileException {
    HttpTransport usual = new HttpTransport();
    Optional<String> agent = stanza.value(RcVariable.HTTP_USER_AGENT);
    try {
      return agent.isEmpty()
          ? usual
          : new HttpTransport(
              UserAgent.parse(agent.get()), Optional.empty(), usual.connectTimeout());
    } catch (HttpTextException e) {
      throw stanza.failure(Reason.BAD_VALUE, RcVariable.HTTP_USER_AGENT, e);
    }
  }
}
