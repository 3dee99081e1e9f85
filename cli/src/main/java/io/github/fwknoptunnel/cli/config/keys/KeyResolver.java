package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.MutuallyExclusive;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the keys come from: each from the first source that has it, and last from a person at the
 * terminal. So a stanza may hold the HMAC key alone, and the encryption key be typed.
 */
public final class KeyResolver {
  static final String KEY_VARIABLE = "FWKNOP_KEY_BASE64";
  static final String HMAC_KEY_VARIABLE = "FWKNOP_HMAC_KEY_BASE64";
  static final String TERMINAL = "the terminal";
  private static final String CREDENTIALS = "CREDENTIALS_DIRECTORY";

  private final ConfigSources sources;
  private final Map<String, String> environment;

  /** The strongest first. */
  private final List<KeySource> order = new ArrayList<>();

  private KeyResolver(ConfigSources sources, Map<String, String> environment) throws CliException {
    this.sources = sources;
    this.environment = environment;
    sources.line().refuseExcluded(Options.join(MutuallyExclusive.BOTH_KEYS, KeyOptions.ONE_BY_ONE));
    KeyFileSource.ofOption(sources).ifPresent(order::add);
    order.add(StanzaKeys.ofOptions(sources));
    PlainTextKeys.of(sources).ifPresent(order::add);
    order.add(new KeyVariables(environment));
    credential(environment)
        .map(file -> KeyFileSource.ofCredential(file, sources.inputs()))
        .ifPresent(order::add);
    order.add(StanzaKeys.ofStanza(sources));
  }

  /** Both keys of AES mode; the HMAC key may be missing. */
  public static ResolvedKeys read(ConfigSources sources) throws CliException {
    return read(sources, System.getenv());
  }

  static ResolvedKeys read(ConfigSources sources, Map<String, String> environment)
      throws CliException {
    return new KeyResolver(sources, environment).find(KeyResolver::both);
  }

  /** The HMAC key of GPG mode, which has no other; it may be missing. */
  public static ResolvedKeys readHmac(ConfigSources sources) throws CliException {
    return new KeyResolver(sources, System.getenv()).find(KeyResolver::hmacAlone);
  }

  /** What a variable says; one that is set and empty says nothing, as services and CI set them. */
  public static Optional<String> variable(Map<String, String> environment, String name) {
    return Optional.ofNullable(environment.get(name)).filter(text -> !text.isBlank());
  }

  /** Whether there are keys without any option that names them. */
  public static boolean inEnvironment(Map<String, String> environment) {
    return variable(environment, KEY_VARIABLE).isPresent() || credential(environment).isPresent();
  }

  private static Optional<Path> credential(Map<String, String> environment) {
    try {
      return variable(environment, CREDENTIALS)
          .map(directory -> Path.of(directory, "fwknop-keys"))
          .filter(Files::exists);
    } catch (InvalidPathException e) {
      // A name that the locale cannot represent; the launchers select one that can.
      return Optional.empty();
    }
  }

  private interface Search {
    ResolvedKeys run(KeyResolver resolver) throws CliException, RcException, KeyException;
  }

  private ResolvedKeys find(Search search) throws CliException {
    try {
      return search.run(this);
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    } finally {
      order.forEach(KeySource::close);
    }
  }

  private ResolvedKeys both() throws CliException, RcException, KeyException {
    for (KeySource source : order) {
      Optional<KeyWithOrigin<EncryptionKey>> key = source.encryption();
      if (key.isPresent()) {
        RcConfig algorithms = source.algorithms();
        sources.inputs().warn(sources.line(), sources.console(), algorithms.warnings());
        return new ResolvedKeys(key, hmac(), algorithms);
      }
    }
    // Tunnels with one stanza share what a person typed.
    String stanza = sources.line().text(SpaOptions.NAMED_CONFIG).orElse("");
    String server = sources.line().text(SpaOptions.DESTINATION).orElse("");
    return sources
        .inputs()
        .keys(TERMINAL + " " + stanza + " " + server, ResolvedKeys.class, this::prompted);
  }

  private ResolvedKeys hmacAlone() throws CliException, RcException, KeyException {
    for (KeySource source : order) {
      Optional<KeyWithOrigin<HmacKey>> key = source.hmac();
      if (key.isPresent()) {
        return new ResolvedKeys(Optional.empty(), key, source.algorithms());
      }
    }
    return new ResolvedKeys(Optional.empty(), Optional.empty(), RcConfig.none());
  }

  private Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException, RcException, KeyException {
    for (KeySource source : order) {
      Optional<KeyWithOrigin<HmacKey>> key = source.hmac();
      if (key.isPresent()) {
        return key;
      }
    }
    return Optional.empty();
  }

  private ResolvedKeys prompted() throws CliException, RcException {
    try {
      Optional<KeyWithOrigin<HmacKey>> known = hmac();
      EncryptionKey encryption = ask("Enter encryption key: ", EncryptionKey::of);
      Optional<HmacKey> hmac =
          known.isPresent()
              ? Optional.empty()
              : ask(
                  "Enter HMAC key (empty for none): ",
                  answer ->
                      answer.length == 0 ? Optional.empty() : Optional.of(HmacKey.of(answer)));
      return new ResolvedKeys(
          Optional.of(new KeyWithOrigin<>(encryption, TERMINAL)),
          known.or(() -> hmac.map(key -> new KeyWithOrigin<>(key, TERMINAL))),
          RcConfig.none());
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
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
    boolean hmacAlone = variable(environment, HMAC_KEY_VARIABLE).isPresent();
    return CliException.config(
        hmacAlone
            ? "no encryption key: " + HMAC_KEY_VARIABLE + " is set and " + KEY_VARIABLE + " is not"
            : "no keys: no option and no stanza names them, and there is no terminal for a prompt",
        "use " + SpaOptions.KEY_FILE + " FILE; run 'fwknop-tunnel keygen' to create a key file");
  }
}
