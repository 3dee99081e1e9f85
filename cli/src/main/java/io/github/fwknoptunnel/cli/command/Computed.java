package io.github.fwknoptunnel.cli.command;

import static io.github.fwknoptunnel.cli.check.ShownSetting.BUILT_IN;
import static io.github.fwknoptunnel.cli.command.SettingRow.row;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.ResolveOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.check.ShownSetting;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Settings whose default is another one, or that more than one option and variable decide. */
record Computed(Sources sources) {
  ShownSetting rcFile() {
    Optional<Opt> given =
        sources.line().firstOf(List.of(SpaOptions.RC_FILE, SpaOptions.NO_RC_FILE));
    String origin = given.map(option -> SettingRow.origin(sources.line(), option)).orElse(BUILT_IN);
    try {
      return new ShownSetting(
          "rc file", Sources.rcFile(sources.line()).map(Path::toString), origin);
    } catch (ProblemException e) {
      // The configuration's own finding tells it.
      return new ShownSetting("rc file", Optional.empty(), origin);
    }
  }

  ShownSetting server(Optional<SpaSettings> spa) {
    SettingRow row = row("SPA server", SpaOptions.DESTINATION).or(RcVariable.SPA_SERVER);
    return standard(row, spa.map(SpaSettings::server), "the remote host").shown(sources);
  }

  ShownSetting access() {
    SettingRow row = row("access", SpaOptions.ACCESS).or(RcVariable.ACCESS);
    SettingRow port = row("", Options.REMOTE_PORT);
    Optional<String> tcp = port.shown(sources).value().map(text -> "tcp/" + text);
    return standard(row, tcp, "the remote port").shown(sources);
  }

  private static SettingRow standard(SettingRow row, Optional<String> value, String otherwise) {
    return row.standard(value.orElse(otherwise));
  }

  ShownSetting letIn(Optional<SpaSettings> spa) {
    Arguments line = sources.line();
    List<Opt> addresses = List.of(SpaOptions.ALLOW_IP, SpaOptions.SOURCE_IP);
    String origin =
        line.lastOf(addresses)
            .or(() -> line.firstOf(ResolveOptions.ALL))
            .map(option -> SettingRow.origin(line, option))
            .or(() -> sources.rc().allowFrom().map(setting -> setting.where().toString()))
            .orElse(BUILT_IN);
    return new ShownSetting("allow IP", spa.map(found -> found.letIn().toString()), origin);
  }

  ShownSetting username() {
    Sender sender = Sender.find();
    ShownSetting shown =
        row("user name", SpaOptions.SPOOF_USER)
            .or(RcVariable.SPOOF_USER)
            .standard(sender.name())
            .shown(sources);
    return shown.origin().equals(BUILT_IN) && sender.origin().isPresent()
        ? new ShownSetting(shown.name(), shown.value(), "variable " + sender.origin().get())
        : shown;
  }

  ShownSetting timeOffset() {
    List<Opt> options = List.of(SpaOptions.TIME_OFFSET_MINUS, SpaOptions.TIME_OFFSET_PLUS);
    SettingRow row =
        new SettingRow(
            "time offset", options, Optional.of(RcVariable.TIME_OFFSET), Optional.of(""));
    return new ShownSetting(row.name(), offset(), row.shown(sources).origin());
  }

  private Optional<String> offset() {
    try {
      Duration offset = SpaSettings.timeOffset(sources);
      String sign = offset.isNegative() ? "-" : "";
      return offset.isZero() ? Optional.empty() : Optional.of(sign + OpenWords.time(offset.abs()));
    } catch (ProblemException e) {
      return Optional.of("?");
    }
  }

  /** Between the command line and the rc file stands what a key file says. */
  List<ShownSetting> suite(Optional<KeySettings> keys) {
    SettingRow digest =
        row("digest", SpaOptions.DIGEST_TYPE)
            .or(RcVariable.DIGEST_TYPE)
            .standard(SpaSuite.DEFAULT.digest().toString());
    SettingRow mode =
        row("encryption mode", SpaOptions.ENCRYPTION_MODE)
            .or(RcVariable.ENCRYPTION_MODE)
            .standard(SpaSuite.DEFAULT.mode().toString());
    SettingRow hmac =
        row("HMAC digest", SpaOptions.HMAC_DIGEST_TYPE)
            .or(RcVariable.HMAC_DIGEST_TYPE)
            .standard(SpaSuite.DEFAULT.hmac().toString());
    return List.of(
        besideKeys(digest, keys.flatMap(KeySettings::digestType)),
        besideKeys(mode, keys.flatMap(KeySettings::mode)),
        besideKeys(hmac, keys.flatMap(KeySettings::hmacType)));
  }

  private ShownSetting besideKeys(SettingRow row, Optional<?> value) {
    boolean given = sources.line().firstOf(row.options()).isPresent();
    return given || value.isEmpty()
        ? row.shown(sources)
        : new ShownSetting(row.name(), value.map(Object::toString), "beside the keys");
  }
}
