package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/** Where keys and algorithms come from: the key file, and above it the command line. */
final class KeySource {
  private KeySource() {}

  static KeySettings read(Arguments arguments) throws ProblemException {
    Path file =
        arguments
            .file(Options.KEY_FILE)
            .orElseThrow(() ->
                new ProblemException(
                    Problem.usage(
                        "no keys: " + Options.KEY_FILE + " is missing",
                        "'fwknop-tunnel keygen' makes a key file")));
    try {
      return arguments.has(Options.INSECURE_KEY_FILE)
          ? KeyFile.readAnyMode(file)
          : KeyFile.read(file);
    } catch (RcException e) {
      throw new ProblemException(RcWords.of(e), e);
    }
  }

  static SpaSuite suite(Arguments arguments, KeySettings keys) throws ProblemException {
    HashAlgorithm digest =
        hash(arguments, Options.DIGEST_TYPE).or(keys::digestType).orElse(SpaSuite.DEFAULT.digest());
    CipherMode mode =
        arguments
            .choice(Options.ENCRYPTION_MODE, CipherMode::named, Arrays.asList(CipherMode.values()))
            .or(keys::mode)
            .orElse(SpaSuite.DEFAULT.mode());
    HashAlgorithm hmac =
        hash(arguments, Options.HMAC_DIGEST_TYPE)
            .or(keys::hmacType)
            .orElse(SpaSuite.DEFAULT.hmac());
    return new SpaSuite(digest, mode, hmac);
  }

  static Optional<HashAlgorithm> hash(Arguments arguments, Opt option) throws ProblemException {
    return arguments.choice(option, HashAlgorithm::named, Arrays.asList(HashAlgorithm.values()));
  }
}
