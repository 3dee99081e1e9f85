package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.config.tunnel.KnockSettings;
import io.github.fwknoptunnel.cli.config.tunnel.ListenSettings;
import io.github.fwknoptunnel.cli.config.tunnel.ServiceSettings;
import io.github.fwknoptunnel.cli.config.tunnel.TunnelSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
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
 * @param family of the addresses that are used
 * @param warnings what will probably not work as it was meant
 * @param remarks to log at the start
 * @param target absent for a knock that opens no TCP port
 * @param metrics where a tunnel would serve them
 */
record EffectiveConfig(
    String action,
    Optional<SocketAddress> bind,
    Optional<TunnelConfig.HostAndPort> target,
    Optional<TunnelConfig.KnockConfig> knock,
    Optional<SpaSettings> spa,
    Family family,
    List<String> warnings,
    List<String> remarks,
    Optional<InetSocketAddress> metrics) {
  static EffectiveConfig read(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    if (isProxy(line)) {
      return ProxyChecks.read(sources);
    }
    return isKnock(sources)
        ? ofKnock(sources)
        : ofTunnel(
            TunnelSettings.read(sources, ListenSettings.read(line), ""),
            ServiceSettings.read(line));
  }

  /** A remote host alone is that of a tunnel, unless the ports of a packet are named. */
  static boolean isKnock(ConfigSources sources) {
    ParsedArguments line = sources.line();
    boolean ports = line.has(SpaOptions.ACCESS) || sources.rc().find(RcVariable.ACCESS).isPresent();
    return KnockPlan.wantsSpa(line)
        && !isProxy(line)
        && !line.has(Options.REMOTE_PORT)
        && (ports || !line.has(Options.REMOTE_HOST));
  }

  /** With {@code -L} beside it, the forwards are checked. */
  static boolean isProxy(ParsedArguments line) {
    return line.has(ProxyOptions.SOCKS) && !line.has(Options.LOCAL_FORWARD);
  }

  private static EffectiveConfig ofTunnel(TunnelSettings settings, ServiceSettings service) {
    return new EffectiveConfig(
        "before each connection " + settings.plan().action(),
        Optional.of(settings.config().bind()),
        Optional.of(settings.target()),
        settings.plan().knock(),
        settings.plan().spa(),
        family(settings.config().family(), settings.plan().knock()),
        settings.plan().warnings(),
        settings.remarks(),
        service.metrics());
  }

  private static EffectiveConfig ofKnock(ConfigSources sources) throws CliException {
    Optional<String> host = HostText.remoteHost(sources.line());
    SpaSettings spa = SpaSettings.read(sources, host, Optional.empty());
    var _ = spa.seal();
    Duration delay = KnockSettings.read(sources.line()).delay();
    TunnelConfig.KnockConfig knock =
        new TunnelConfig.KnockConfig(spa.knocker(1), delay, Optional.empty());
    return new EffectiveConfig(
        "an SPA packet asks " + spa.summary(),
        Optional.empty(),
        firstTcp(spa.request())
            .map(port -> new TunnelConfig.HostAndPort(host.orElse(spa.server()), port)),
        Optional.of(knock),
        Optional.of(spa),
        spa.family(),
        spa.warnings(),
        List.of(),
        Optional.empty());
  }

  /** What a connection uses without a configured family. */
  static Family family(Optional<Family> configured, Optional<TunnelConfig.KnockConfig> knock) {
    return configured.orElse(knock.isPresent() ? Family.IPV4 : Family.ANY);
  }

  private static Optional<Integer> firstTcp(SpaRequest request) {
    return request.ports().stream()
        .filter(port -> port.equals(PortSpec.tcp(port.port())))
        .map(PortSpec::port)
        .findFirst();
  }
}
