package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.util.Optional;

/**
 * The keys of one server. Without an HMAC key, packets are not authenticated: servers allow this,
 * and it is not recommended. Closing it wipes both keys. Thread-safe.
 */
public final class SpaKeys implements AutoCloseable {
  private final EncryptionKey encryption;
  private final Optional<HmacKey> hmac;

  private SpaKeys(EncryptionKey encryption, Optional<HmacKey> hmac) {
    this.encryption = encryption;
    this.hmac = hmac;
  }

  /**
   * Pairs two keys.
   *
   * @param encryption owned by the result, unless this method throws
   * @param hmac owned by the result, unless this method throws
   * @return both keys, which the caller closes with {@link #close}
   * @throws KeyException if the two keys are the same bytes, which client and server both refuse
   */
  public static SpaKeys of(EncryptionKey encryption, HmacKey hmac) throws KeyException {
    if (encryption.hasSameBytes(hmac)) {
      throw new KeyException(Kind.HMAC, Reason.SAME_AS_ENCRYPTION_KEY, hmac.length());
    }
    return new SpaKeys(encryption, Optional.of(hmac));
  }

  /**
   * {@return an encryption key alone; its packets are not authenticated}
   *
   * @param encryption owned by the result
   */
  public static SpaKeys withoutHmac(EncryptionKey encryption) {
    return new SpaKeys(encryption, Optional.empty());
  }

  /** {@return the encryption key} */
  public EncryptionKey encryption() {
    return encryption;
  }

  /** {@return the HMAC key, if there is one} */
  public Optional<HmacKey> hmac() {
    return hmac;
  }

  @Override
  public String toString() {
    return "SpaKeys[" + encryption + ", " + hmac.map(HmacKey::toString).orElse("no HMAC") + "]";
  }

  @Override
  public void close() {
    hmac.ifPresent(HmacKey::close);
    encryption.close();
  }
}
