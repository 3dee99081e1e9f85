package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.KeyOptions;
import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.KeyWords;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcSettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import io.github.fwknoptunnel.spa.rc.Setting;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;

/**
 * The HMAC key for GPG mode, which needs no other: from the same places as the two keys of {@link
 * KeySource}, in the same order, where the encryption key may be left out.
 */
record HmacSource(Sources sources, Map<String, String> environment) {
  /** A key, if there is one, and the algorithms that stand beside it. */
  record Hmac(
      Optional<HmacKey> key, Optional<HashAlgorithm> type, Optional<HashAlgorithm> digestType) {
    private static Hmac in(RcSettings settings) throws RcException {
      return new Hmac(
          settings.hmacKey().map(Setting::value),
          settings.value(RcVariable.HMAC_DIGEST_TYPE),
          settings.value(RcVariable.DIGEST_TYPE));
    }
  }

  static Hmac read(Sources sources) throws ProblemException {
    try {
      HmacSource source = new HmacSource(sources, System.getenv());
      Hmac found = source.first();
      // A source without one leaves it to the weaker ones, as KeySource has it.
      return found.key().isPresent() ? found : source.configured();
    } catch (RcException e) {
      throw new ProblemException(RcWords.of(e), e);
    } catch (KeyException e) {
      throw new ProblemException(KeyWords.of(e, ""), e);
    }
  }

  private Hmac first() throws ProblemException, RcException, KeyException {
    Arguments line = sources.line();
    KeySource.checkOneOnly(line);
    Optional<Path> file = line.file(SpaOptions.KEY_FILE);
    Optional<String> command = line.text(SpaOptions.KEY_COMMAND);
    if (command.isPresent()) {
      KeySettings both =
          sources
              .inputs()
              .keys(
                  SpaOptions.KEY_COMMAND + " " + command.get(),
                  () -> KeyCommand.run(command.get()));
      return new Hmac(both.keys().hmac(), both.hmacType(), both.digestType());
    }
    if (file.isPresent()) {
      return sources.inputs().hmac(file.get().toString(), () -> Hmac.in(settings(file.get())));
    }
    return line.has(KeyOptions.KEY_FD)
        ? sources.inputs().hmac(KeyOptions.KEY_FD.toString(), this::fromDescriptor)
        : configured();
  }

  private RcSettings settings(Path file) throws RcException {
    return sources.line().has(SpaOptions.INSECURE_KEY_FILE)
        ? KeyFile.settingsAnyMode(file)
        : KeyFile.settings(file);
  }

  private Hmac fromDescriptor() throws ProblemException, RcException {
    byte[] bytes = Descriptor.read(sources.line(), KeyOptions.KEY_FD, sources.console());
    try {
      return Hmac.in(KeyFile.settings(KeyOptions.KEY_FD.toString(), bytes));
    } finally {
      Arrays.fill(bytes, (byte) 0);
    }
  }

  private Hmac configured() throws ProblemException, RcException, KeyException {
    return new Hmac(
        SingleKeys.hmac(sources, environment),
        sources.rc().value(RcVariable.HMAC_DIGEST_TYPE),
        sources.rc().value(RcVariable.DIGEST_TYPE));
  }
}
