package io.github.fwknoptunnel.cli.command.check;

import static io.github.fwknoptunnel.cli.check.EffectiveSetting.BUILT_IN;
import static io.github.fwknoptunnel.cli.command.check.SettingDescriptor.row;

import io.github.fwknoptunnel.cli.args.OptionDescriptor;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.args.ResolveOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.DefaultUsername;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings whose default is another one, or that more than one option and variable decide. */
record DerivedSettings(ConfigSources sources) {
  EffectiveSetting rcFile() {
    Optional<OptionDescriptor> given =
        sources.line().firstOf(List.of(SpaOptions.RC_FILE, SpaOptions.NO_RC_FILE));
    String origin =
        given.map(option -> SettingDescriptor.origin(sources.line(), option)).orElse(BUILT_IN);
    try {
      return new EffectiveSetting(
          "rc file", ConfigSources.rcFile(sources.line()).map(Path::toString), origin);
    } catch (CliException e) {
      // The configuration's own finding tells it.
      return new EffectiveSetting("rc file", Optional.empty(), origin);
    }
  }

  EffectiveSetting server(Optional<SpaSettings> spa) {
    SettingDescriptor row = row("SPA server", SpaOptions.DESTINATION).or(RcVariable.SPA_SERVER);
    return standard(row, spa.map(SpaSettings::server), "the remote host").shown(sources);
  }

  EffectiveSetting access() {
    SettingDescriptor row = row("access", SpaOptions.ACCESS).or(RcVariable.ACCESS);
    SettingDescriptor port = row("", Options.REMOTE_PORT);
    Optional<String> tcp = port.shown(sources).value().map(text -> "tcp/" + text);
    return standard(row, tcp, "the remote port").shown(sources);
  }

  private static SettingDescriptor standard(
      SettingDescriptor row, Optional<String> value, String otherwise) {
    return row.standard(value.orElse(otherwise));
  }

  EffectiveSetting letIn(Optional<SpaSettings> spa) {
    ParsedArguments line = sources.line();
    List<OptionDescriptor> addresses = List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP);
    String origin =
        line.lastOf(addresses)
            .or(() -> line.firstOf(ResolveOptions.ALL))
            .map(option -> SettingDescriptor.origin(line, option))
            .or(() -> sources.rc().allowFrom().map(setting -> setting.where().toString()))
            .orElse(BUILT_IN);
    return new EffectiveSetting("allow IP", spa.map(found -> found.letIn().toString()), origin);
  }

  EffectiveSetting username() {
    DefaultUsername sender = DefaultUsername.find();
    EffectiveSetting shown =
        row("user name", SpaOptions.SPOOF_USER)
            .or(RcVariable.SPOOF_USER)
            .standard(sender.name())
            .shown(sources);
    return shown.origin().equals(BUILT_IN) && sender.origin().isPresent()
        ? new EffectiveSetting(shown.name(), shown.value(), "variable " + sender.origin().get())
        : shown;
  }

  EffectiveSetting timeOffset() {
    List<OptionDescriptor> options =
        List.of(SpaOptions.TIME_OFFSET_MINUS, SpaOptions.TIME_OFFSET_PLUS);
    SettingDescriptor row =
        new SettingDescriptor(
            "time offset", options, Optional.of(RcVariable.TIME_OFFSET), Optional.of(""));
    return new EffectiveSetting(row.name(), offset(), row.shown(sources).origin());
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

  /** Between the command line and the rc file stands what a key file says. */
  List<EffectiveSetting> suite(Optional<KeySettings> keys) {
    SettingDescriptor digest =
        row("digest", SpaOptions.DIGEST_TYPE)
            .or(RcVariable.DIGEST_TYPE)
            .standard(SpaSuite.DEFAULT.digest().toString());
    SettingDescriptor mode =
        row("encryption mode", SpaOptions.ENCRYPTION_MODE)
            .or(RcVariable.ENCRYPTION_MODE)
            .standard(SpaSuite.DEFAULT.mode().toString());
    SettingDescriptor hmac =
        row("HMAC digest", SpaOptions.HMAC_DIGEST_TYPE)
            .or(RcVariable.HMAC_DIGEST_TYPE)
            .standard(SpaSuite.DEFAULT.hmac().toString());
    return List.of(
        besideKeys(digest, keys.flatMap(KeySettings::digestType)),
        besideKeys(mode, keys.flatMap(KeySettings::mode)),
        besideKeys(hmac, keys.flatMap(KeySettings::hmacType)));
  }

  private EffectiveSetting besideKeys(SettingDescriptor row, Optional<?> value) {
    boolean given = sources.line().firstOf(row.options()).isPresent();
    return given || value.isEmpty()
        ? row.shown(sources)
        : new EffectiveSetting(row.name(), value.map(Object::toString), "beside the keys");
  }
}
