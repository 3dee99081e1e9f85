package io.github.fwknoptunnel.cli.command.check;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Where {@link KeyResolver} finds keys, in words. */
final class KeyOrigin {
  private final ConfigSources sources;
  private final Map<String, String> environment;

  KeyOrigin(ConfigSources sources, Map<String, String> environment) {
    this.sources = sources;
    this.environment = environment;
  }

  /** Of the encryption key. */
  String encryption() {
    return common(KeyResolver.KEY_VARIABLE)
        .or(() -> option(List.of(KeyOptions.GET_KEY, KeyOptions.STDIN, KeyOptions.FD)))
        .or(() -> line(RcVariable.KEY, RcVariable.KEY_BASE64, RcVariable.KEY_FILE))
        .orElse("the terminal");
  }

  /** Of the HMAC key; a weaker source has it where the one of the encryption key lacks it. */
  String hmac(HmacKey key) {
    return common(KeyResolver.HMAC_KEY_VARIABLE)
        .filter(origin -> !isWeaker(key))
        .or(() -> option(List.of(KeyOptions.GET_HMAC_KEY, KeyOptions.STDIN, KeyOptions.FD)))
        .or(() ->
            KeyResolver.variable(environment, KeyResolver.HMAC_KEY_VARIABLE)
                .map(text -> "variable " + KeyResolver.HMAC_KEY_VARIABLE))
        .or(() -> line(RcVariable.HMAC_KEY, RcVariable.HMAC_KEY_BASE64, RcVariable.HMAC_KEY_FILE))
        .orElse("the terminal");
  }

  private boolean isWeaker(HmacKey key) {
    try {
      Optional<String> variable = KeyResolver.variable(environment, KeyResolver.HMAC_KEY_VARIABLE);
      boolean named = sources.line().firstOf(MutuallyExclusive.BOTH_KEYS).isPresent();
      return (named && variable.isPresent() && key.equals(HmacKey.fromBase64(variable.get())))
          || sources.rc().hmacKey().filter(setting -> setting.value().equals(key)).isPresent();
    } catch (KeyException | RcException e) {
      return false;
    }
  }

  /** A place that has both. */
  private Optional<String> common(String variable) {
    ParsedArguments line = sources.line();
    Optional<String> both = option(MutuallyExclusive.BOTH_KEYS);
    if (both.isPresent() || line.firstOf(KeyOptions.ONE_BY_ONE).isPresent()) {
      return both;
    }
    return KeyResolver.variable(environment, KeyResolver.KEY_VARIABLE).isPresent()
        ? Optional.of("variable " + variable)
        : KeyResolver.credential(environment).map(Path::toString);
  }

  private Optional<String> option(List<Setting<?>> options) {
    return sources.line().firstOf(options).map(option -> SettingRow.origin(sources.line(), option));
  }

  private Optional<String> line(RcVariable<?>... variables) {
    return Stream.of(variables)
        .flatMap(variable -> sources.rc().find(variable).stream())
        .map(setting -> setting.where().toString())
        .findFirst();
  }

  /** The files that keys are read from, whether or not they exist. */
  List<Path> files() throws CliException {
    ParsedArguments line = sources.line();
    return Stream.of(
            line.value(SpaOptions.KEY_FILE),
            line.value(KeyOptions.GET_KEY),
            line.value(KeyOptions.GET_HMAC_KEY),
            sources.rc().value(RcVariable.KEY_FILE),
            sources.rc().value(RcVariable.HMAC_KEY_FILE))
        .flatMap(Optional::stream)
        .distinct()
        .toList();
  }
}
