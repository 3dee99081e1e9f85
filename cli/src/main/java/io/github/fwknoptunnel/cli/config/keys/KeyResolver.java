package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the keys come from, the first that has any: a key option, the environment, a systemd
 * credential, the rc file, a person at the terminal.
 */
public final class KeyResolver {
  public static final String KEY_VARIABLE = "FWKNOP_KEY_BASE64";
  public static final String HMAC_KEY_VARIABLE = "FWKNOP_HMAC_KEY_BASE64";
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  static final List<Setting<?>> OPTIONS =
      Options.join(MutuallyExclusive.BOTH_KEYS, KeyOptions.ONE_BY_ONE);

  private final ConfigSources sources;
  private final Map<String, String> environment;

  private KeyResolver(ConfigSources sources, Map<String, String> environment) {
    this.sources = sources;
    this.environment = environment;
  }

  public static KeySettings read(ConfigSources sources) throws CliException {
    return read(sources, System.getenv());
  }

  public static KeySettings read(ConfigSources sources, Map<String, String> environment)
      throws CliException {
    KeyResolver source = new KeyResolver(sources, environment);
    try {
      KeySettings found = source.withHmac(source.first());
      sources.inputs().warn(sources.line(), sources.console(), found.warnings());
      return found;
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    }
  }

  /** What a variable says; one that is set and empty says nothing, as services and CI set them. */
  public static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  /** Whether there are keys without any option that names them. */
  public static boolean inEnvironment(Map<String, String> environment) {
    return variable(environment, KEY_VARIABLE).isPresent() || credential(environment).isPresent();
  }

  private KeySettings first() throws CliException, RcException {
    sources.line().refuseExcluded(OPTIONS);
    Optional<Setting<?>> both = sources.line().firstOf(MutuallyExclusive.BOTH_KEYS);
    if (both.isPresent()) {
      String source = both.get() + " " + sources.line().text(both.get()).orElse("");
      return sources.inputs().keys(source, KeySettings.class, this::fromOption);
    }
    if (sources.line().firstOf(KeyOptions.ONE_BY_ONE).isPresent()) {
      return single();
    }
    Optional<String> key = variable(environment, KEY_VARIABLE);
    if (key.isPresent()) {
      return fromEnvironment(key.get());
    }
    Optional<Path> credential = credential(environment);
    // The directory of credentials is the service's own; its files have whatever mode systemd gave.
    return credential.isPresent() ? KeyFile.readAnyMode(credential.get()) : single();
  }

  /** A stanza each may have keys of its own. */
  private KeySettings single() throws CliException, RcException {
    String stanza = sources.line().text(SpaOptions.NAMED_CONFIG).orElse("");
    String server = sources.line().text(SpaOptions.DESTINATION).orElse("");
    return sources
        .inputs()
        .keys(
            "stanza " + stanza + " " + server,
            KeySettings.class,
            () -> SeparateKeys.read(sources, environment));
  }

  /** A source that has the encryption key alone leaves the HMAC key to the weaker ones. */
  private KeySettings withHmac(KeySettings found) throws CliException, RcException {
    if (found.keys().hmac().isPresent()) {
      return found;
    }
    try {
      Optional<HmacKey> hmac = SeparateKeys.hmac(sources, environment);
      if (hmac.isEmpty()) {
        return found;
      }
      SpaKeys keys = SpaKeys.of(found.keys().encryption(), hmac.get());
      return new KeySettings(
          keys, found.hmacType(), found.digestType(), found.mode(), found.warnings());
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
  }

  private KeySettings fromOption() throws CliException, RcException {
    ParsedArguments line = sources.line();
    Optional<Path> file = line.value(SpaOptions.KEY_FILE);
    if (file.isPresent()) {
      return line.has(SpaOptions.INSECURE_KEY_FILE)
          ? KeyFile.readAnyMode(file.get())
          : KeyFile.read(file.get());
    }
    Optional<String> command = line.value(SpaOptions.KEY_COMMAND);
    if (command.isPresent()) {
      return KeyCommand.run(command.get());
    }
    byte[] bytes = FdKeyReader.read(line, KeyOptions.KEY_FD, sources.console());
    try {
      return KeyFile.parse(KeyOptions.KEY_FD.toString(), bytes);
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  /** The HMAC key is found by {@link #withHmac}. */
  private static KeySettings fromEnvironment(String key) throws CliException {
    try {
      return alone(SpaKeys.withoutHmac(EncryptionKey.fromBase64(key)));
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, KEY_VARIABLE + ": "), e);
    }
  }

  public static Optional<Path> credential(Map<String, String> environment) {
    try {
      return variable(environment, CREDENTIALS)
          .map(directory -> Path.of(directory, "fwknop-keys"))
          .filter(Files::exists);
    } catch (InvalidPathException e) {
      // A name that the locale cannot represent; the launchers select one that can.
      return Optional.empty();
    }
  }

  /** Keys without algorithms beside them. */
  static KeySettings alone(SpaKeys keys) {
    return new KeySettings(keys, Optional.empty(), Optional.empty(), Optional.empty(), List.of());
  }
}
