package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.keys.HmacKeyResolver;
import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The algorithms, from the command line, the key file, the rc file and the defaults. */
public final class AlgorithmSettings {
  private AlgorithmSettings() {}

  private static final List<EncryptionMode> MODES =
      Stream.concat(
              Arrays.stream(CipherMode.values()).<EncryptionMode>map(EncryptionMode.Symmetric::new),
              Stream.of(new EncryptionMode.Asymmetric()))
          .toList();

  public static SpaSuite read(ConfigSources sources, KeySettings keys) throws CliException {
    CipherMode mode =
        named(sources)
            .flatMap(AlgorithmSettings::symmetric)
            .or(keys::mode)
            .or(() ->
                sources
                    .rc()
                    .value(RcVariable.ENCRYPTION_MODE)
                    .flatMap(AlgorithmSettings::symmetric))
            .orElse(SpaSuite.DEFAULT.mode());
    return new SpaSuite(digest(sources, keys.digestType()), mode, hmac(sources, keys.hmacType()));
  }

  /** For GPG mode, where gpg chooses the cipher. */
  public static SpaSuite read(ConfigSources sources, HmacKeyResolver.Hmac hmac)
      throws CliException {
    return new SpaSuite(
        digest(sources, hmac.digestType()), SpaSuite.DEFAULT.mode(), hmac(sources, hmac.type()));
  }

  private static HashAlgorithm digest(ConfigSources sources, Optional<HashAlgorithm> besideKeys)
      throws CliException {
    Optional<HashAlgorithm> given = KeyResolver.hash(sources.line(), SpaOptions.DIGEST_TYPE);
    return sources
        .or(given.or(() -> besideKeys), RcVariable.DIGEST_TYPE)
        .orElse(SpaSuite.DEFAULT.digest());
  }

  private static HashAlgorithm hmac(ConfigSources sources, Optional<HashAlgorithm> besideKeys)
      throws CliException {
    Optional<HashAlgorithm> given = KeyResolver.hash(sources.line(), SpaOptions.HMAC_DIGEST_TYPE);
    return sources
        .or(given.or(() -> besideKeys), RcVariable.HMAC_DIGEST_TYPE)
        .orElse(SpaSuite.DEFAULT.hmac());
  }

  /** What {@code -M} says. */
  static Optional<EncryptionMode> named(ConfigSources sources) throws CliException {
    return sources.line().choice(SpaOptions.ENCRYPTION_MODE, EncryptionMode::named, MODES);
  }

  private static Optional<CipherMode> symmetric(EncryptionMode mode) {
    return mode instanceof EncryptionMode.Symmetric symmetric
        ? Optional.of(symmetric.mode())
        : Optional.empty();
  }
}
