package io.github.fwknoptunnel.spa.profile;

import io.github.fwknoptunnel.spa.message.MessageException;
import io.github.fwknoptunnel.spa.message.NatTarget;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.profile.ProfileException.Reason;
import io.github.fwknoptunnel.spa.rc.NatAccess;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Reads the request of a stanza. */
record StanzaRequest(Stanza stanza) {
  /** For the ports that it names; empty if it names none. */
  Optional<SpaRequest.Access> ofItsPorts() throws ProfileException {
    Optional<List<PortSpec>> ports = stanza.value(RcVariable.ACCESS);
    return ports.isEmpty() ? Optional.empty() : Optional.of(forPorts(ports.get()));
  }

  /** For a connection to {@code port}. */
  SpaRequest.Access toConnect(int port) throws ProfileException {
    PortSpec dialled = PortSpec.tcp(port);
    List<PortSpec> ports = stanza.value(RcVariable.ACCESS).orElse(List.of(dialled));
    if (!ports.contains(dialled) && !hasNatPort()) {
      throw stanza.failure(Reason.PORT_NOT_OPENED, RcVariable.ACCESS);
    }
    return forPorts(ports);
  }

  /** For these ports. */
  SpaRequest.Access forPorts(List<PortSpec> ports) throws ProfileException {
    Optional<Duration> time = stanza.value(RcVariable.FW_TIMEOUT).filter(t -> !t.isZero());
    return new SpaRequest.Access(opened(ports), nat(ports.getFirst().port()), time);
  }

  /** A NAT port is opened in place of the one that is forwarded to. */
  private List<PortSpec> opened(List<PortSpec> ports) throws ProfileException {
    if (!hasNatPort()) {
      return ports;
    }
    if (ports.size() > 1) {
      throw stanza.failure(Reason.SEVERAL_PORTS, RcVariable.NAT_PORT);
    }
    PortSpec named = ports.getFirst();
    return List.of(
        stanza.on(RcVariable.NAT_RAND_PORT)
            ? named.atRandomPort(new SecureRandom())
            : new PortSpec(named.protocol(), natPort().orElseThrow()));
  }

  private boolean hasNatPort() {
    return stanza.on(RcVariable.NAT_RAND_PORT) || natPort().isPresent();
  }

  private Optional<Integer> natPort() {
    return stanza.value(RcVariable.NAT_PORT).filter(port -> port > 0);
  }

  private Optional<SpaRequest.Nat> nat(int port) throws ProfileException {
    boolean local = stanza.on(RcVariable.NAT_LOCAL);
    Optional<NatTarget> given =
        stanza.value(RcVariable.NAT_ACCESS).map((NatAccess access) -> access.target(port));
    if (given.isPresent() || !local) {
      return given.map(target -> new SpaRequest.Nat(target, local));
    }
    try {
      return Optional.of(SpaRequest.Nat.local(NatTarget.parse(stanza.server() + "," + port)));
    } catch (MessageException e) {
      throw stanza.failure(Reason.BAD_VALUE, RcVariable.NAT_LOCAL, e);
    }
  }
}
