package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.KeyWords;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * Where the keys come from, both from the same place: a key option, the environment, a systemd
 * credential, the rc file.
 */
final class KeySource {
  private static final String KEY_VARIABLE = "FWKNOP_KEY_BASE64";
  private static final String HMAC_KEY_VARIABLE = "FWKNOP_HMAC_KEY_BASE64";
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private final Sources sources;
  private final Map<String, String> environment;

  private KeySource(Sources sources, Map<String, String> environment) {
    this.sources = sources;
    this.environment = environment;
  }

  static KeySettings read(Sources sources) throws ProblemException {
    KeySource source = new KeySource(sources, System.getenv());
    try {
      return source.first();
    } catch (RcException e) {
      throw new ProblemException(RcWords.of(e), e);
    } catch (KeyException e) {
      throw new ProblemException(KeyWords.of(e, "the environment: "), e);
    }
  }

  /** Whether there are keys without any option that names them. */
  static boolean inEnvironment(Map<String, String> environment) {
    return environment.containsKey(KEY_VARIABLE) || credential(environment).isPresent();
  }

  private KeySettings first() throws ProblemException, RcException, KeyException {
    Optional<Path> file = sources.line().file(SpaOptions.KEY_FILE);
    Optional<String> command = sources.line().text(SpaOptions.KEY_COMMAND);
    if (file.isPresent() && command.isPresent()) {
      throw usage(
          SpaOptions.KEY_FILE + " and " + SpaOptions.KEY_COMMAND + " exclude each other",
          "both keys come from the same place");
    }
    if (command.isPresent()) {
      return KeyCommand.run(command.get());
    }
    if (file.isPresent()) {
      return sources.line().has(SpaOptions.INSECURE_KEY_FILE)
          ? KeyFile.readAnyMode(file.get())
          : KeyFile.read(file.get());
    }
    if (environment.containsKey(KEY_VARIABLE)) {
      return fromEnvironment();
    }
    Optional<Path> credential = credential(environment);
    // The directory of credentials is the service's own; its files have whatever mode systemd gave.
    return credential.isPresent() ? KeyFile.readAnyMode(credential.get()) : fromRcFile();
  }

  private KeySettings fromEnvironment() throws KeyException {
    EncryptionKey key = EncryptionKey.fromBase64(environment.getOrDefault(KEY_VARIABLE, ""));
    String hmac = environment.get(HMAC_KEY_VARIABLE);
    return alone(
        hmac == null ? SpaKeys.withoutHmac(key) : SpaKeys.of(key, HmacKey.fromBase64(hmac)));
  }

  private static Optional<Path> credential(Map<String, String> environment) {
    return Optional.ofNullable(environment.get(CREDENTIALS))
        .map(directory -> Path.of(directory, "fwknop-keys"))
        .filter(Files::exists);
  }

  private KeySettings fromRcFile() throws ProblemException, RcException, KeyException {
    EncryptionKey key =
        sources
            .rc()
            .encryptionKey()
            .orElseThrow(() ->
                usage(
                    "no keys: neither " + SpaOptions.KEY_FILE + " nor a stanza with keys",
                    "'fwknop-tunnel keygen' makes a key file"))
            .value();
    Optional<HmacKey> hmac = sources.rc().hmacKey().map(Setting::value);
    return alone(hmac.isPresent() ? SpaKeys.of(key, hmac.get()) : SpaKeys.withoutHmac(key));
  }

  private static KeySettings alone(SpaKeys keys) {
    return new KeySettings(keys, Optional.empty(), Optional.empty(), Optional.empty());
  }

  static Optional<HashAlgorithm> hash(Arguments arguments, Opt option) throws ProblemException {
    return arguments.choice(option, HashAlgorithm::named, Arrays.asList(HashAlgorithm.values()));
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
