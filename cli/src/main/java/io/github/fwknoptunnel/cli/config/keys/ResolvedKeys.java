package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.spa.rc.RcConfig;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.Optional;

/**
 * The keys, each from the strongest source that has one, and the algorithms beside them. GPG mode
 * has no encryption key.
 */
public final class ResolvedKeys {
  private final Optional<KeyWithOrigin<EncryptionKey>> encryption;
  private final Optional<KeyWithOrigin<HmacKey>> hmac;
  private final RcConfig algorithms;
  private final Optional<SpaKeys> keys;

  /**
   * Checks that the keys differ.
   *
   * @param algorithms of the source of the encryption key, or with GPG, of the HMAC key
   */
  ResolvedKeys(
      Optional<KeyWithOrigin<EncryptionKey>> encryption,
      Optional<KeyWithOrigin<HmacKey>> hmac,
      RcConfig algorithms)
      throws KeyException {
    this.encryption = encryption;
    this.hmac = hmac;
    this.algorithms = algorithms;
    this.keys = encryption.isEmpty() ? Optional.empty() : Optional.of(pair());
  }

  private SpaKeys pair() throws KeyException {
    EncryptionKey first = encryption.orElseThrow().key();
    return hmac.isPresent() ? SpaKeys.of(first, hmac.get().key()) : SpaKeys.withoutHmac(first);
  }

  /** The same with another HMAC key. */
  ResolvedKeys withHmac(KeyWithOrigin<HmacKey> other) throws KeyException {
    return new ResolvedKeys(encryption, Optional.of(other), algorithms);
  }

  /** The keys of AES mode. */
  public SpaKeys keys() {
    return keys.orElseThrow();
  }

  public Optional<HmacKey> hmac() {
    return hmac.map(KeyWithOrigin::key);
  }

  /** Where the encryption key comes from, in the words of a report. */
  public String encryptionOrigin() {
    return encryption.orElseThrow().origin();
  }

  /** Where the HMAC key comes from; of keys that have one. */
  public String hmacOrigin() {
    return hmac.orElseThrow().origin();
  }

  public Optional<HashAlgorithm> hmacType() {
    return algorithms.value(RcVariable.HMAC_DIGEST_TYPE);
  }

  public Optional<HashAlgorithm> digestType() {
    return algorithms.value(RcVariable.DIGEST_TYPE);
  }

  public Optional<EncryptionMode> mode() {
    return algorithms.value(RcVariable.ENCRYPTION_MODE);
  }
}
