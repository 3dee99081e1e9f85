package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.GpgOptions;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.gpg.GpgUnlock;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * GPG keys instead of one that client and server share.
 *
 * @param suite its mode is not used
 */
record GpgMode(GpgKeys keys, SpaSuite suite) {
  /** Time enough to type a pass phrase into the agent's window. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  /**
   * Whether gpg shall be used: on the command line any of its options says so, in the rc file only
   * {@code USE_GPG} and the mode do, as with the reference client.
   */
  static boolean wanted(Sources sources) throws ProblemException {
    return sources.line().firstOf(GpgOptions.ALL).isPresent()
        || Suites.named(sources).filter(EncryptionMode.Asymmetric.class::isInstance).isPresent()
        || sources.rc().usesGpg();
  }

  static GpgMode read(Sources sources) throws ProblemException {
    Arguments line = sources.line();
    String recipient =
        sources
            .or(line.text(GpgOptions.RECIPIENT), RcVariable.GPG_RECIPIENT)
            .filter(key -> !key.isBlank())
            .orElseThrow(GpgMode::noRecipient);
    Optional<String> signer =
        sources
            .or(line.text(GpgOptions.SIGNER), RcVariable.GPG_SIGNER)
            .filter(key -> !key.isBlank());
    HmacSource.Hmac hmac = WantedHmac.complete(sources, HmacSource.read(sources));
    GpgKeys keys = new GpgKeys(settings(sources), recipient, signer, hmac.key());
    return new GpgMode(keys, Suites.read(sources, hmac));
  }

  /** Which gpg to run, and how it gets at secret keys. */
  static GpgSettings settings(Sources sources) throws ProblemException {
    Arguments line = sources.line();
    Optional<Path> home = sources.or(line.file(GpgOptions.HOME), RcVariable.GPG_HOMEDIR);
    if (home.filter(Arguments::isOfShell).isPresent()) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "there is no directory " + home.get(),
              "only the shell replaces '~': write the whole path"));
    }
    Optional<String> program =
        sources.or(line.file(GpgOptions.EXE), RcVariable.GPG_EXE).map(Path::toString);
    GpgUnlock unlock = unlock(sources);
    Duration limit = unlock instanceof GpgUnlock.ByAgent ? PATIENCE : GpgSettings.DEFAULT.limit();
    return new GpgSettings(program, home, unlock, limit);
  }

  /** A pass phrase has no place on a command line; only the rc file can hold one. */
  private static GpgUnlock unlock(Sources sources) throws ProblemException {
    if (sources.on(GpgOptions.NO_SIGNING_PW, RcVariable.GPG_NO_SIGNING_PW)) {
      return new GpgUnlock.Unasked();
    }
    if (sources.on(GpgOptions.AGENT, RcVariable.USE_GPG_AGENT)) {
      return new GpgUnlock.ByAgent();
    }
    try {
      Optional<PassPhrase> passPhrase = sources.rc().signingPassPhrase().map(Setting::value);
      return passPhrase.<GpgUnlock>map(GpgUnlock.With::new).orElse(new GpgUnlock.Unasked());
    } catch (RcException e) {
      throw new ProblemException(RcWords.of(e), e);
    }
  }

  private static ProblemException noRecipient() {
    return new ProblemException(
        Problem.usage(
            GpgOptions.RECIPIENT + " is missing",
            "name the server's key, as 'gpg --list-keys' shows it; GPG_RECIPIENT in a stanza does"
                + " the same"));
  }
}
