package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.check.KeyStrengthCheck;
import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every setting of a run, with its origin. */
final class SettingsReport {
  private static final List<Setting<?>> REMOTE =
      List.of(Options.REMOTE_HOST.in(RcVariable.SPA_SERVER), Options.REMOTE_PORT);

  private static final List<Setting<?>> TUNNEL =
      List.of(
          Options.BIND_ADDRESS,
          Options.LOCAL_PORT,
          ListenOptions.UNIX_SOCKET,
          ListenOptions.ALLOW_USER,
          ListenOptions.MAX_CONNECTIONS,
          Options.MODE,
          Options.DRAIN_TIMEOUT,
          Options.READY_FILE,
          ServiceOptions.METRICS,
          ServiceOptions.EXIT_IDLE_TIME,
          RelayOptions.KEEP_ALIVE,
          RelayOptions.IDLE_TIMEOUT,
          RelayOptions.HALF_CLOSE_TIMEOUT);

  private static final List<Setting<?>> PACKET =
      List.of(
          SpaOptions.SERVER_PROTO,
          SpaOptions.HTTP_PROXY,
          SpaOptions.USER_AGENT,
          SpaOptions.SOURCE_PORT,
          SpaOptions.RAND_PORT,
          ResolveOptions.URL);

  private static final List<Setting<?>> OPENED =
      List.of(
          SpaOptions.NAT_ACCESS,
          SpaOptions.NAT_LOCAL,
          SpaOptions.NAT_PORT,
          SpaOptions.NAT_RAND_PORT,
          GpgOptions.RECIPIENT,
          GpgOptions.SIGNER,
          GpgOptions.HOME);

  private final ConfigSources sources;
  private final Optional<SpaSettings> spa;
  private final List<EffectiveSetting> shown = new ArrayList<>();

  /**
   * A report to be made once.
   *
   * @param spa where it could be read
   */
  SettingsReport(ConfigSources sources, Optional<SpaSettings> spa) {
    this.sources = sources;
    this.spa = spa;
  }

  List<EffectiveSetting> shown() {
    add(REMOTE);
    boolean tunnel = !EffectiveConfig.isKnock(sources);
    boolean proxy = EffectiveConfig.isProxy(sources.line());
    if (proxy) {
      add(ProxyOptions.ALL);
    }
    if (tunnel) {
      add(TUNNEL.stream().filter(option -> !proxy || !option.equals(Options.LOCAL_PORT)).toList());
    }
    add(List.of(Options.CONNECT_TIMEOUT));
    boolean knocks = sources.line().has(Options.CMD) || KnockPlan.wantsSpa(sources.line());
    add(Options.FAMILY, proxy ? "4 or any" : knocks ? "4" : "any");
    if (sources.line().has(Options.CMD)) {
      add(List.of(Options.CMD, Options.CMD_TIMEOUT, Options.DELAY));
      add(Options.KNOCK, "each");
      add(List.of(Options.ACCESS_WINDOW));
    } else if (KnockPlan.wantsSpa(sources.line())) {
      add(List.of(Options.DELAY));
      if (tunnel) {
        addKnock();
      }
      addPacket();
    }
    return shown;
  }

  private void addKnock() {
    Optional<Duration> accessTimeout = spa.flatMap(packet -> packet.request().accessTimeout());
    add(Options.KNOCK, "shared");
    add(Options.ACCESS_WINDOW, ConnectFailureMessages.time(SpaKnocker.reuseWindow(accessTimeout)));
    add(List.of(Options.MAX_PACKETS));
    add(
        Options.MAX_KNOCKS_PER_MINUTE,
        Options.MAX_KNOCKS_PER_MINUTE.builtIn().orElseThrow() + " a minute");
  }

  private void add(List<Setting<?>> options) {
    options.forEach(option -> shown.add(SettingRow.of(sources, option)));
  }

  private void add(Setting<?> option, String builtIn) {
    shown.add(SettingRow.of(sources, option, Optional.of(builtIn)));
  }

  private void addPacket() {
    Optional<ResolvedKeys> keys = spa.flatMap(SpaSettings::keys);
    DerivedSettings derived = new DerivedSettings(sources);
    shown.add(derived.rcFile());
    add(List.of(SpaOptions.NAMED_CONFIG));
    shown.add(derived.server(spa));
    add(List.of(SpaOptions.SERVER_PORT));
    shown.add(derived.access());
    shown.add(derived.allowIp(spa));
    add(PACKET);
    add(SpaOptions.FW_TIMEOUT, "set by the server");
    add(OPENED);
    shown.add(derived.username());
    shown.add(derived.timeOffset());
    shown.addAll(derived.suite(keys));
    if (keys.isPresent()) {
      addKeys(keys.get());
    }
  }

  private void addKeys(ResolvedKeys keys) {
    shown.add(
        new EffectiveSetting(
            "encryption key",
            Optional.of(KeyStrengthCheck.shown(keys.keys().encryption())),
            keys.encryptionOrigin()));
    shown.add(
        keys.hmac()
            .map(key ->
                new EffectiveSetting(
                    "HMAC key", Optional.of(KeyStrengthCheck.shown(key)), keys.hmacOrigin()))
            .orElseGet(() ->
                new EffectiveSetting("HMAC key", Optional.of("none"), EffectiveSetting.BUILT_IN)));
  }
}
