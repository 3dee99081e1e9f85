package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.rc.PerServerKeyFile;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcKey;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Keys as the fwknop client takes them, each from a place of its own: first the files that {@code
 * -G} and {@code --get-hmac-key} name, or else the stanza, where a key counts before a file.
 */
final class StanzaKeys implements KeySource {
  private final ConfigSources sources;
  private final boolean ofOptions;

  private StanzaKeys(ConfigSources sources, boolean ofOptions) {
    this.sources = sources;
    this.ofOptions = ofOptions;
  }

  static KeySource ofOptions(ConfigSources sources) {
    return new StanzaKeys(sources, true);
  }

  static KeySource ofStanza(ConfigSources sources) {
    return new StanzaKeys(sources, false);
  }

  @Override
  public Optional<KeyWithOrigin<EncryptionKey>> encryption() throws CliException, RcException {
    Optional<KeyWithOrigin<EncryptionKey>> key =
        ofOptions ? Optional.empty() : sources.rc().encryptionKey().map(KeyWithOrigin::in);
    if (key.isPresent()) {
      return key;
    }
    Optional<KeyWithOrigin<Path>> file = file(KeyOptions.GET_KEY, RcVariable.KEY_FILE);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyWithOrigin<>(inFile(file.get()).encryptionKey(), file.get().origin()));
  }

  @Override
  public Optional<KeyWithOrigin<HmacKey>> hmac() throws CliException, RcException {
    Optional<KeyWithOrigin<HmacKey>> key =
        ofOptions ? Optional.empty() : sources.rc().hmacKey().map(KeyWithOrigin::in);
    if (key.isPresent()) {
      return key;
    }
    Optional<KeyWithOrigin<Path>> file = file(KeyOptions.GET_HMAC_KEY, RcVariable.HMAC_KEY_FILE);
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(new KeyWithOrigin<>(inFile(file.get()).hmacKey(), file.get().origin()));
  }

  private Optional<KeyWithOrigin<Path>> file(Setting<Path> option, RcVariable<Path> variable)
      throws CliException {
    return ofOptions
        ? sources
            .line()
            .value(option)
            .map(path -> new KeyWithOrigin<>(path, sources.line().origin(option)))
        : sources.rc().find(variable).map(KeyWithOrigin::in);
  }

  private RcKey inFile(KeyWithOrigin<Path> named) throws CliException, RcException {
    Path file = named.key();
    Optional<String> server = server();
    if (server.isEmpty()) {
      throw CliException.config(
          file + ": no SPA server to look up the key for",
          "name the server with " + SpaOptions.DESTINATION + ", or with SPA_SERVER in the stanza");
    }
    boolean anyMode = sources.line().has(SpaOptions.INSECURE_KEY_FILE);
    try {
      return sources
          .inputs()
          .keys(
              InputCache.nameOf(file, sources.line()),
              PerServerKeyFile.class,
              () -> anyMode ? PerServerKeyFile.readAnyMode(file) : PerServerKeyFile.read(file))
          .key(server.get());
    } catch (RcException e) {
      CliError problem = RcMessages.of(e);
      throw new CliException(ofOptions ? problem : problem.at(named.origin()), e);
    }
  }

  /** As the user spells it, which is how the file must have it. */
  private Optional<String> server() throws CliException {
    ParsedArguments line = sources.line();
    Optional<String> named = sources.value(SpaOptions.DESTINATION);
    return named.isPresent() ? named : line.value(Options.REMOTE_HOST);
  }
}
