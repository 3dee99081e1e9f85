package io.github.fwknoptunnel.cli.command.check;

import static io.github.fwknoptunnel.cli.command.check.SettingDescriptor.row;

import io.github.fwknoptunnel.cli.args.GpgOptions;
import io.github.fwknoptunnel.cli.args.ListenOptions;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.RelayOptions;
import io.github.fwknoptunnel.cli.args.ResolveOptions;
import io.github.fwknoptunnel.cli.args.ServiceOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.check.KeyStrengthCheck;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.AccessWindows;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPace;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Every setting of a run, with its origin.
 *
 * @param spa where it could be read
 */
record SettingsReport(
    ConfigSources sources, Optional<SpaSettings> spa, Map<String, String> environment) {
  private static final List<SettingDescriptor> REMOTE =
      List.of(
          row("remote host", Options.REMOTE_HOST).or(RcVariable.SPA_SERVER),
          row("remote port", Options.REMOTE_PORT));

  private static final List<SettingDescriptor> TUNNEL =
      List.of(
          row("bind address", Options.BIND_ADDRESS).standard("127.0.0.1"),
          row("local port", Options.LOCAL_PORT).standard("6000"),
          row("local socket", ListenOptions.UNIX_SOCKET),
          row("allowed users", ListenOptions.ALLOW_USER),
          row("max connections", ListenOptions.MAX_CONNECTIONS)
              .standard(String.valueOf(TunnelConfig.ClientLimits.DEFAULT.connections())),
          row("mode", Options.MODE).standard("multi"),
          row("drain timeout", Options.DRAIN_TIMEOUT).standard("10 s"),
          row("ready file", Options.READY_FILE),
          row("metrics", ServiceOptions.METRICS),
          row("idle exit", ServiceOptions.EXIT_IDLE_TIME),
          row("keep alive", RelayOptions.KEEP_ALIVE),
          row("idle timeout", RelayOptions.IDLE_TIMEOUT),
          row("half-close", RelayOptions.HALF_CLOSE_TIMEOUT));

  private static final SettingDescriptor CONNECT_TIMEOUT =
      row("connect timeout", Options.CONNECT_TIMEOUT).standard("10 s");

  private static final List<SettingDescriptor> COMMAND =
      List.of(
          row("cmd", Options.CMD),
          row("cmd timeout", Options.CMD_TIMEOUT).standard("30 s"),
          row("delay", Options.DELAY),
          row("knock", Options.KNOCK).standard("each"),
          row("access window", Options.ACCESS_WINDOW));

  private static final List<SettingDescriptor> PACKET =
      List.of(
          row("protocol", SpaOptions.SERVER_PROTO).or(RcVariable.SPA_SERVER_PROTO).standard("udp"),
          row("HTTP proxy", SpaOptions.HTTP_PROXY),
          row("user agent", SpaOptions.USER_AGENT).or(RcVariable.HTTP_USER_AGENT),
          row("source port", SpaOptions.SOURCE_PORT).or(RcVariable.SPA_SOURCE_PORT),
          row("random port", SpaOptions.RAND_PORT).or(RcVariable.RAND_PORT),
          row("resolve URL", ResolveOptions.URL).or(RcVariable.RESOLVE_URL),
          row("open for", SpaOptions.FW_TIMEOUT)
              .or(RcVariable.FW_TIMEOUT)
              .standard("as long as the server likes"),
          row("NAT access", SpaOptions.NAT_ACCESS).or(RcVariable.NAT_ACCESS),
          row("NAT local", SpaOptions.NAT_LOCAL).or(RcVariable.NAT_LOCAL),
          row("NAT port", SpaOptions.NAT_PORT).or(RcVariable.NAT_PORT),
          row("NAT random port", SpaOptions.NAT_RAND_PORT).or(RcVariable.NAT_RAND_PORT),
          row("GPG recipient", GpgOptions.RECIPIENT).or(RcVariable.GPG_RECIPIENT),
          row("GPG signer", GpgOptions.SIGNER).or(RcVariable.GPG_SIGNER),
          row("GPG home", GpgOptions.HOME).or(RcVariable.GPG_HOMEDIR));

  List<EffectiveSetting> shown() {
    List<EffectiveSetting> shown = new ArrayList<>();
    add(shown, REMOTE);
    boolean tunnel = !EffectiveConfig.isKnock(sources);
    if (tunnel) {
      add(shown, TUNNEL);
    }
    shown.add(CONNECT_TIMEOUT.shown(sources));
    if (sources.line().has(Options.CMD)) {
      add(shown, COMMAND);
    } else if (KnockPlan.wantsSpa(sources.line())) {
      add(shown, tunnel ? knock() : List.of(row("delay", Options.DELAY)));
      addPacket(shown);
    }
    return shown;
  }

  private List<SettingDescriptor> knock() {
    Optional<Duration> openFor = spa.flatMap(packet -> packet.request().accessTimeout());
    return List.of(
        row("delay", Options.DELAY),
        row("knock", Options.KNOCK).standard("shared"),
        row("access window", Options.ACCESS_WINDOW)
            .standard(ConnectFailureMessages.time(AccessWindows.standard(openFor))),
        row("max packets", Options.MAX_PACKETS).standard("3"),
        row("max knocks", ListenOptions.MAX_KNOCKS)
            .standard(KnockPace.DEFAULT_PER_MINUTE + " a minute"));
  }

  private void add(List<EffectiveSetting> shown, List<SettingDescriptor> rows) {
    for (SettingDescriptor row : rows) {
      shown.add(row.shown(sources));
    }
  }

  private void addPacket(List<EffectiveSetting> shown) {
    Optional<KeySettings> keys = spa.flatMap(SpaSettings::keys);
    DerivedSettings computed = new DerivedSettings(sources);
    shown.add(computed.rcFile());
    shown.add(row("stanza", SpaOptions.NAMED_CONFIG).shown(sources));
    shown.add(computed.server(spa));
    shown.add(
        row("SPA port", SpaOptions.SERVER_PORT)
            .or(RcVariable.SPA_SERVER_PORT)
            .standard("62201")
            .shown(sources));
    shown.add(computed.access());
    shown.add(computed.letIn(spa));
    add(shown, PACKET);
    shown.add(computed.username());
    shown.add(computed.timeOffset());
    shown.addAll(computed.suite(keys));
    if (keys.isPresent()) {
      addKeys(shown, keys.get().keys());
    }
  }

  private void addKeys(List<EffectiveSetting> shown, SpaKeys keys) {
    KeyOrigin origin = new KeyOrigin(sources, environment);
    shown.add(
        new EffectiveSetting(
            "encryption key",
            Optional.of(KeyStrengthCheck.shown(keys.encryption())),
            origin.encryption()));
    shown.add(
        keys.hmac()
            .map(key ->
                new EffectiveSetting(
                    "HMAC key", Optional.of(KeyStrengthCheck.shown(key)), origin.hmac(key)))
            .orElseGet(() ->
                new EffectiveSetting("HMAC key", Optional.of("none"), EffectiveSetting.BUILT_IN)));
  }
}
