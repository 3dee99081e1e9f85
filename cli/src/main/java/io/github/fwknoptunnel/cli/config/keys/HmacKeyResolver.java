package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.KeyMessages;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The HMAC key for GPG mode, which needs no other: from the same places as the two keys of {@link
 * KeyResolver}, in the same order, where the encryption key may be left out.
 */
public final class HmacKeyResolver {
  private final ConfigSources sources;
  private final Map<String, String> environment;

  private HmacKeyResolver(ConfigSources sources, Map<String, String> environment) {
    this.sources = sources;
    this.environment = environment;
  }

  /** A key, if there is one, and the algorithms of the key file. */
  public static final class Hmac {
    private final Optional<HmacKey> key;
    private final Optional<HashAlgorithm> type;
    private final Optional<HashAlgorithm> digestType;

    public Hmac(
        Optional<HmacKey> key, Optional<HashAlgorithm> type, Optional<HashAlgorithm> digestType) {
      this.key = key;
      this.type = type;
      this.digestType = digestType;
    }

    public Optional<HmacKey> key() {
      return key;
    }

    public Optional<HashAlgorithm> type() {
      return type;
    }

    public Optional<HashAlgorithm> digestType() {
      return digestType;
    }

    private static Hmac in(RcConfig settings) throws RcException {
      return new Hmac(
          settings.hmacKey().map(Located::value),
          settings.value(RcVariable.HMAC_DIGEST_TYPE),
          settings.value(RcVariable.DIGEST_TYPE));
    }
  }

  public static Hmac read(ConfigSources sources) throws CliException {
    try {
      HmacKeyResolver source = new HmacKeyResolver(sources, System.getenv());
      Hmac found = source.first();
      // A source without one leaves it to the weaker ones, as KeyResolver has it.
      return found.key().isPresent() ? found : source.configured();
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    } catch (KeyException e) {
      throw new CliException(KeyMessages.of(e, ""), e);
    }
  }

  private Hmac first() throws CliException, RcException, KeyException {
    ParsedArguments line = sources.line();
    line.refuseExcluded(KeyResolver.OPTIONS);
    Optional<Path> file = line.value(SpaOptions.KEY_FILE);
    Optional<String> command = line.value(SpaOptions.KEY_COMMAND);
    if (command.isPresent()) {
      KeySettings both =
          sources
              .inputs()
              .keys(
                  SpaOptions.KEY_COMMAND + " " + command.get(),
                  KeySettings.class,
                  () -> KeyCommand.run(command.get()));
      return new Hmac(both.keys().hmac(), both.hmacType(), both.digestType());
    }
    if (file.isPresent()) {
      return sources
          .inputs()
          .keys(file.get().toString(), Hmac.class, () -> Hmac.in(settings(file.get())));
    }
    return line.has(KeyOptions.KEY_FD)
        ? sources.inputs().keys(KeyOptions.KEY_FD.toString(), Hmac.class, this::fromDescriptor)
        : configured();
  }

  private RcConfig settings(Path file) throws RcException {
    return sources.line().has(SpaOptions.INSECURE_KEY_FILE)
        ? KeyFile.settingsAnyMode(file)
        : KeyFile.settings(file);
  }

  private Hmac fromDescriptor() throws CliException, RcException {
    byte[] bytes = FdKeyReader.read(sources.line(), KeyOptions.KEY_FD, sources.console());
    try {
      return Hmac.in(KeyFile.settings(KeyOptions.KEY_FD.toString(), bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Hmac configured() throws CliException, RcException, KeyException {
    return new Hmac(
        SeparateKeys.hmac(sources, environment),
        sources.rc().value(RcVariable.HMAC_DIGEST_TYPE),
        sources.rc().value(RcVariable.DIGEST_TYPE));
  }
}
