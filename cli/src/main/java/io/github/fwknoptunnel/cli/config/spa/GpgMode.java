package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.keys.RequiredHmac;
import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgPassphrase;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.Located;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * GPG keys instead of one that client and server share.
 *
 * @param suite its mode is not used
 */
public record GpgMode(GpgKeys keys, SpaSuite suite) {
  /**
   * Whether gpg shall be used: on the command line any of its options says so, in the rc file only
   * {@code USE_GPG} and the mode do, as with the reference client.
   */
  public static boolean wanted(ConfigSources sources) throws CliException {
    return sources.line().firstOf(GpgOptions.ALL).isPresent()
        || sources
            .line()
            .value(SpaOptions.ENCRYPTION_MODE)
            .filter(EncryptionMode.Asymmetric.class::isInstance)
            .isPresent()
        || sources.rc().usesGpg();
  }

  static GpgMode read(ConfigSources sources) throws CliException {
    String recipient =
        sources
            .value(GpgOptions.RECIPIENT)
            .filter(key -> !key.isBlank())
            .orElseThrow(() -> noRecipient(sources.line()));
    Optional<String> signer = sources.value(GpgOptions.SIGNER).filter(key -> !key.isBlank());
    ResolvedKeys keys = RequiredHmac.complete(sources, KeyResolver.readHmac(sources));
    GpgKeys ofGpg = new GpgKeys(settings(sources), recipient, signer, keys.hmac());
    return new GpgMode(ofGpg, AlgorithmSettings.read(sources, keys));
  }

  /** Which gpg to run, and how it gets at secret keys. */
  public static GpgSettings settings(ConfigSources sources) throws CliException {
    Optional<Path> home = sources.value(GpgOptions.HOME);
    if (home.filter(ShellWord::isUnexpanded).isPresent()) {
      throw CliException.config(
          "no such directory: " + home.get(), "write the full path: only the shell expands '~'");
    }
    Optional<String> program = sources.value(GpgOptions.EXE).map(Path::toString);
    return new GpgSettings(program, home, unlock(sources));
  }

  /** A pass phrase has no place on a command line; only the rc file can hold one. */
  private static GpgPassphrase unlock(ConfigSources sources) throws CliException {
    if (sources.on(GpgOptions.NO_SIGNING_PW)) {
      return new GpgPassphrase.None();
    }
    if (sources.on(GpgOptions.AGENT)) {
      return new GpgPassphrase.Agent();
    }
    try {
      Optional<PassPhrase> passPhrase = sources.rc().signingPassPhrase().map(Located::value);
      return passPhrase
          .<GpgPassphrase>map(GpgPassphrase.Provided::new)
          .orElse(new GpgPassphrase.None());
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    }
  }

  /** Beside an ssh-like {@code -L} it is the -g of ssh that was meant. */
  private static CliException noRecipient(ParsedArguments line) {
    boolean likeSsh = line.has(GpgOptions.ENCRYPTION) && line.has(Options.LOCAL_FORWARD);
    return CliException.usage(
        GpgOptions.RECIPIENT + " is missing",
        likeSsh
            ? "use -bind-address 0.0.0.0 for ssh's -g: -g is GPG here"
            : "name the server's key as 'gpg --list-keys' shows it, or set GPG_RECIPIENT in the stanza");
  }
}
