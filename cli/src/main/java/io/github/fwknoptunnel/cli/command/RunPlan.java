package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.TunnelConfig.DoorConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What a run would do with the same options: a tunnel, or without {@code -remote-port} a knock.
 *
 * @param action before a connect, in words
 * @param bind absent for a knock
 * @param warning something that will probably not work and may yet
 * @param remarks what somebody should know who starts it
 * @param target absent for a knock that opens no TCP port
 * @param metrics where a tunnel would serve them
 */
record RunPlan(
    String action,
    Optional<SocketAddress> bind,
    Optional<Target> target,
    Optional<DoorConfig> door,
    Optional<SpaSettings> spa,
    Optional<String> warning,
    List<String> remarks,
    Optional<InetSocketAddress> metrics) {
  private static final Duration PATIENCE = Duration.ofSeconds(10);

  static RunPlan read(Sources sources) throws ProblemException {
    Arguments line = sources.line();
    return isKnock(sources)
        ? ofKnock(sources)
        : ofTunnel(TunnelSettings.read(sources, Entrance.read(line)), ServiceSettings.read(line));
  }

  /** A remote host alone is that of a tunnel, unless the ports of a packet are named. */
  static boolean isKnock(Sources sources) {
    Arguments line = sources.line();
    boolean ports = line.has(SpaOptions.ACCESS) || sources.rc().find(RcVariable.ACCESS).isPresent();
    return DoorPlan.wantsSpa(line)
        && !line.has(Options.REMOTE_PORT)
        && (ports || !line.has(Options.REMOTE_HOST));
  }

  private static RunPlan ofTunnel(TunnelSettings settings, ServiceSettings service) {
    return new RunPlan(
        "before a connect " + settings.plan().action(),
        Optional.of(settings.config().bind()),
        Optional.of(settings.config().target()),
        settings.config().door(),
        settings.plan().spa(),
        settings.plan().warning(),
        settings.remarks(),
        service.metrics());
  }

  private static RunPlan ofKnock(Sources sources) throws ProblemException {
    Optional<String> host = HostText.remoteHost(sources.line());
    SpaSettings spa = SpaSettings.read(sources, host, Optional.empty());
    var _ = spa.seal();
    KnockOptions knock = KnockOptions.read(sources.line());
    DoorConfig door = new DoorConfig(spa.knocker(1), knock.delay(), Optional.empty());
    return new RunPlan(
        "an SPA packet asks " + spa.summary(),
        Optional.empty(),
        firstTcp(spa.request()).map(port -> new Target(host.orElse(spa.server()), port)),
        Optional.of(door),
        Optional.of(spa),
        spa.warning(),
        List.of(),
        Optional.empty());
  }

  private static Optional<Integer> firstTcp(SpaRequest request) {
    List<PortSpec> ports =
        switch (request) {
          case SpaRequest.Access access -> access.ports();
          case SpaRequest.NatAccess nat -> nat.ports();
          case SpaRequest.LocalNatAccess nat -> nat.ports();
          case SpaRequest.Command command -> List.of();
        };
    return ports.stream()
        .filter(port -> port.equals(PortSpec.tcp(port.port())))
        .map(PortSpec::port)
        .findFirst();
  }

  /** How long a run would probe. */
  static Duration patience(Arguments arguments) throws ProblemException {
    return arguments.timeLimit(Options.OPEN_TIMEOUT).orElse(PATIENCE);
  }
}
