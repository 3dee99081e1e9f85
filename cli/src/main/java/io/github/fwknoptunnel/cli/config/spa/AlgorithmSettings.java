package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.keys.ResolvedKeys;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Optional;

/** The algorithms, from the command line, the key file, the rc file and the defaults. */
public final class AlgorithmSettings {
  private AlgorithmSettings() {}

  /** In GPG mode, gpg chooses the cipher, and the AES mode is not used. */
  public static SpaSuite read(ConfigSources sources, ResolvedKeys keys) throws CliException {
    CipherMode mode =
        sources
            .line()
            .value(SpaOptions.ENCRYPTION_MODE)
            .flatMap(AlgorithmSettings::symmetric)
            .or(() -> keys.mode().flatMap(AlgorithmSettings::symmetric))
            .or(() ->
                sources
                    .rc()
                    .value(RcVariable.ENCRYPTION_MODE)
                    .flatMap(AlgorithmSettings::symmetric))
            .orElse(SpaSuite.DEFAULT.mode());
    return new SpaSuite(
        hash(sources, SpaOptions.DIGEST_TYPE, keys.digestType()),
        mode,
        hash(sources, SpaOptions.HMAC_DIGEST_TYPE, keys.hmacType()));
  }

  /** What stands beside the keys counts before the rest of the rc file. */
  private static HashAlgorithm hash(
      ConfigSources sources, Setting<HashAlgorithm> setting, Optional<HashAlgorithm> besideKeys)
      throws CliException {
    Optional<HashAlgorithm> stronger = sources.line().value(setting).or(() -> besideKeys);
    return stronger.isPresent() ? stronger.get() : sources.valueOrDefault(setting);
  }

  private static Optional<CipherMode> symmetric(EncryptionMode mode) {
    return mode instanceof EncryptionMode.Symmetric symmetric
        ? Optional.of(symmetric.mode())
        : Optional.empty();
  }
}
