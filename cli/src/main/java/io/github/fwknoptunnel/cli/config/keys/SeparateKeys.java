package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.PerServerKeyFile;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcKey;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Keys that come one by one, the way the fwknop client takes them: {@code -G} or {@code --stdin}
 * and {@code --get-hmac-key}, then what the rc file says, then a person. So a stanza may hold the
 * HMAC key alone, and the encryption key be typed.
 */
public final class SeparateKeys implements AutoCloseable {
  private final ConfigSources sources;
  private final Map<String, String> environment;
  private final Optional<KeyLines> typed;

  private SeparateKeys(ConfigSources sources, Map<String, String> environment) throws CliException {
    this.sources = sources;
    this.environment = environment;
    this.typed = typed(sources);
  }

  static KeySettings read(ConfigSources sources, Map<String, String> environment)
      throws CliException, RcException {
    try (SeparateKeys keys = new SeparateKeys(sources, environment)) {
      return KeyResolver.alone(keys.both());
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
  }

  /** The HMAC key alone, without a prompt. */
  static Optional<HmacKey> hmac(ConfigSources sources, Map<String, String> environment)
      throws CliException, RcException, KeyException {
    boolean typed = sources.line().firstOf(List.of(KeyOptions.STDIN, KeyOptions.FD)).isPresent();
    if (typed) {
      // Read already, and a pipe can be read once.
      return Optional.empty();
    }
    try (SeparateKeys keys = new SeparateKeys(sources, environment)) {
      return keys.hmac();
    }
  }

  private static Optional<KeyLines> typed(ConfigSources sources) throws CliException {
    ParsedArguments line = sources.line();
    if (line.has(KeyOptions.STDIN)) {
      return Optional.of(
          new KeyLines(FdKeyReader.readStdin(sources.console(), KeyOptions.STDIN.toString())));
    }
    return line.has(KeyOptions.FD)
        ? Optional.of(new KeyLines(FdKeyReader.read(line, KeyOptions.FD, sources.console())))
        : Optional.empty();
  }

  private SpaKeys both() throws CliException, RcException, KeyException {
    Optional<EncryptionKey> found = encryption();
    Optional<HmacKey> hmac = hmac();
    if (found.isPresent()) {
      return pair(found.get(), hmac);
    }
    EncryptionKey entered = ask("Enter encryption key: ", EncryptionKey::of);
    return pair(
        entered,
        hmac.isPresent()
            ? hmac
            : ask(
                "Enter HMAC key (empty for none): ",
                answer -> answer.length == 0 ? Optional.empty() : Optional.of(HmacKey.of(answer))));
  }

  private static SpaKeys pair(EncryptionKey encryption, Optional<HmacKey> hmac)
      throws KeyException {
    return hmac.isPresent() ? SpaKeys.of(encryption, hmac.get()) : SpaKeys.withoutHmac(encryption);
  }

  private Optional<EncryptionKey> encryption() throws CliException, RcException, KeyException {
    Optional<Path> file = sources.line().value(KeyOptions.GET_KEY);
    if (file.isPresent()) {
      return Optional.of(inFile(file.get()).encryptionKey());
    }
    if (typed.isPresent()) {
      return Optional.of(EncryptionKey.of(typed.get().encryptionKey()));
    }
    Optional<EncryptionKey> key = sources.rc().encryptionKey().map(Located::value);
    Optional<Path> named = sources.rc().value(RcVariable.KEY_FILE);
    return key.isPresent() || named.isEmpty()
        ? key
        : Optional.of(inFile(named.get()).encryptionKey());
  }

  private Optional<HmacKey> hmac() throws CliException, RcException, KeyException {
    Optional<Path> file = sources.line().value(KeyOptions.GET_HMAC_KEY);
    if (file.isPresent()) {
      return Optional.of(inFile(file.get()).hmacKey());
    }
    Optional<byte[]> line = typed.flatMap(KeyLines::hmacKey);
    if (line.isPresent()) {
      return Optional.of(HmacKey.of(line.get()));
    }
    Optional<HmacKey> variable = ofEnvironment();
    if (variable.isPresent()) {
      return variable;
    }
    Optional<HmacKey> key = sources.rc().hmacKey().map(Located::value);
    Optional<Path> named = sources.rc().value(RcVariable.HMAC_KEY_FILE);
    return key.isPresent() || named.isEmpty() ? key : Optional.of(inFile(named.get()).hmacKey());
  }

  private Optional<HmacKey> ofEnvironment() throws CliException, RcException {
    Optional<String> text = KeyResolver.variable(environment, KeyResolver.HMAC_KEY_VARIABLE);
    try {
      if (text.isPresent()) {
        return Optional.of(HmacKey.fromBase64(text.get()));
      }
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, KeyResolver.HMAC_KEY_VARIABLE + ": "), e);
    }
    Optional<Path> credential = KeyResolver.credential(environment);
    return credential.isPresent()
        ? KeyFile.settingsAnyMode(credential.get()).hmacKey().map(Located::value)
        : Optional.empty();
  }

  private RcKey inFile(Path file) throws CliException, RcException {
    ParsedArguments line = sources.line();
    PerServerKeyFile keys =
        line.has(SpaOptions.INSECURE_KEY_FILE)
            ? PerServerKeyFile.readAnyMode(file)
            : PerServerKeyFile.read(file);
    return keys.key(server().orElseThrow(() -> noServer(file)));
  }

  /** As the user spells it, which is how the file must have it. */
  private Optional<String> server() throws CliException {
    ParsedArguments line = sources.line();
    Optional<String> named = sources.value(SpaOptions.DESTINATION);
    return named.isPresent() ? named : line.value(Options.REMOTE_HOST);
  }

  private interface Making<K> {
    K run(byte[] answer) throws KeyException;
  }

  private <K> K ask(String prompt, Making<K> making) throws CliException, KeyException {
    byte[] answer;
    try {
      answer = sources.console().terminal().askSecret(prompt);
    } catch (IOException e) {
      throw noKeys();
    }
    try {
      return making.run(answer);
    } finally {
      Arrays.fill(answer, (byte) 0);
    }
  }

  private CliException noKeys() {
    boolean hmacAlone =
        KeyResolver.variable(environment, KeyResolver.HMAC_KEY_VARIABLE).isPresent()
            && KeyResolver.variable(environment, KeyResolver.KEY_VARIABLE).isEmpty();
    return CliException.config(
        hmacAlone
            ? "no encryption key: "
                + KeyResolver.HMAC_KEY_VARIABLE
                + " is set and "
                + KeyResolver.KEY_VARIABLE
                + " is not"
            : "no keys: no option and no stanza names them, and there is no terminal for a prompt",
        "use " + SpaOptions.KEY_FILE + " FILE; run 'fwknop-tunnel keygen' to create a key file");
  }

  private static CliException noServer(Path file) {
    return CliException.config(
        file + ": no SPA server to look up the key for",
        "name the server with " + SpaOptions.DESTINATION + ", or with SPA_SERVER in the stanza");
  }

  @Override
  public void close() {
    typed.ifPresent(KeyLines::close);
  }
}
