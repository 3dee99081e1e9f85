package io.github.fwknoptunnel.cli.command.check;

import static io.github.fwknoptunnel.cli.check.EffectiveSetting.BUILT_IN;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.DefaultUsername;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings whose default is another one, or that more than one option and variable decide. */
record DerivedSettings(ConfigSources sources) {
  EffectiveSetting rcFile() {
    Optional<Setting<?>> given =
        sources.line().firstOf(List.of(SpaOptions.RC_FILE, SpaOptions.NO_RC_FILE));
    String origin = given.map(option -> sources.line().origin(option)).orElse(BUILT_IN);
    try {
      return new EffectiveSetting(
          "rc file", ConfigSources.rcFile(sources.line()).map(Path::toString), origin);
    } catch (CliException e) {
      // The finding of the configuration reports it.
      return new EffectiveSetting("rc file", Optional.empty(), origin);
    }
  }

  EffectiveSetting server(Optional<SpaSettings> spa) {
    return SettingRow.of(
        sources,
        SpaOptions.DESTINATION,
        Optional.of(spa.map(SpaSettings::server).orElse("the remote host")));
  }

  EffectiveSetting access() {
    Optional<String> port = SettingRow.of(sources, Options.REMOTE_PORT).value();
    return SettingRow.of(
        sources,
        SpaOptions.ACCESS,
        Optional.of(port.map(text -> "tcp/" + text).orElse("the remote port")));
  }

  EffectiveSetting allowIp(Optional<SpaSettings> spa) {
    ParsedArguments line = sources.line();
    List<Setting<?>> addresses = List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP);
    String origin =
        line.lastOf(addresses)
            .or(() -> line.firstOf(ResolveOptions.ALL))
            .map(option -> line.origin(option))
            .or(() -> sources.rc().allowIp().map(setting -> setting.where().toString()))
            .orElse(BUILT_IN);
    return new EffectiveSetting("allow IP", spa.map(found -> found.allowIp().toString()), origin);
  }

  EffectiveSetting username() {
    DefaultUsername sender = DefaultUsername.find();
    EffectiveSetting shown =
        SettingRow.of(sources, SpaOptions.SPOOF_USER, Optional.of(sender.name()));
    return shown.origin().equals(BUILT_IN) && sender.origin().isPresent()
        ? new EffectiveSetting(shown.name(), shown.value(), "variable " + sender.origin().get())
        : shown;
  }

  EffectiveSetting timeOffset() {
    String origin =
        sources
            .line()
            .firstOf(List.of(SpaOptions.TIME_OFFSET_MINUS, SpaOptions.TIME_OFFSET_PLUS))
            .map(option -> sources.line().origin(option))
            .or(() -> sources.rc().find(RcVariable.TIME_OFFSET).map(set -> set.where().toString()))
            .orElse(BUILT_IN);
    return new EffectiveSetting("time offset", offset(), origin);
  }

  private Optional<String> offset() {
    try {
      Duration offset = SpaSettings.timeOffset(sources);
      String sign = offset.isNegative() ? "-" : "";
      return offset.isZero()
          ? Optional.empty()
          : Optional.of(sign + ConnectFailureMessages.time(offset.abs()));
    } catch (CliException e) {
      return Optional.of("?");
    }
  }

  /** A key file ranks between the command line and the rc file. */
  List<EffectiveSetting> suite(Optional<ResolvedKeys> keys) {
    return List.of(
        besideKeys(SpaOptions.DIGEST_TYPE, keys.flatMap(ResolvedKeys::digestType)),
        besideKeys(SpaOptions.ENCRYPTION_MODE, keys.flatMap(ResolvedKeys::mode)),
        besideKeys(SpaOptions.HMAC_DIGEST_TYPE, keys.flatMap(ResolvedKeys::hmacType)));
  }

  private EffectiveSetting besideKeys(Setting<?> option, Optional<?> value) {
    // The help has the default of the mode in a text of its own.
    Optional<String> builtIn = option.builtIn().or(() -> Optional.of(SpaSuite.DEFAULT.mode() + ""));
    return sources.line().has(option) || value.isEmpty()
        ? SettingRow.of(sources, option, builtIn)
        : new EffectiveSetting(option.title(), value.map(Object::toString), "beside the keys");
  }
}
