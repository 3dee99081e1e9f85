package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Arrays;
import java.util.Optional;

/** Which algorithms: the command line, what stands beside the keys, the rc file, the defaults. */
final class Suites {
  private Suites() {}

  static SpaSuite read(Sources sources, KeySettings keys) throws ProblemException {
    HashAlgorithm digest =
        sources
            .or(
                KeySource.hash(sources.line(), SpaOptions.DIGEST_TYPE).or(keys::digestType),
                RcVariable.DIGEST_TYPE)
            .orElse(SpaSuite.DEFAULT.digest());
    HashAlgorithm hmac =
        sources
            .or(
                KeySource.hash(sources.line(), SpaOptions.HMAC_DIGEST_TYPE).or(keys::hmacType),
                RcVariable.HMAC_DIGEST_TYPE)
            .orElse(SpaSuite.DEFAULT.hmac());
    return new SpaSuite(digest, mode(sources, keys), hmac);
  }

  private static CipherMode mode(Sources sources, KeySettings keys) throws ProblemException {
    Optional<CipherMode> named =
        sources
            .line()
            .choice(
                SpaOptions.ENCRYPTION_MODE, CipherMode::named, Arrays.asList(CipherMode.values()));
    return named
        .or(keys::mode)
        .or(() -> sources.rc().value(RcVariable.ENCRYPTION_MODE).flatMap(Suites::symmetric))
        .orElse(SpaSuite.DEFAULT.mode());
  }

  private static Optional<CipherMode> symmetric(EncryptionMode mode) {
    return mode instanceof EncryptionMode.Symmetric symmetric
        ? Optional.of(symmetric.mode())
        : Optional.empty();
  }
}
