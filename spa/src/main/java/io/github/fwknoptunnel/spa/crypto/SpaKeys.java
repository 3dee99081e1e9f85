package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.util.Optional;

/**
 * The keys of one server. Without an HMAC key packets are not authenticated, which servers allow
 * and nobody should. Closing it wipes both. Thread-safe.
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
   * @throws KeyException if the two keys are the same bytes, which client and server both refuse
   */
  public static SpaKeys of(EncryptionKey encryption, HmacKey hmac) throws KeyException {
    if (encryption.secret().sameAs(hmac.secret())) {
      throw new KeyException(Kind.HMAC, Reason.SAME_AS_ENCRYPTION_KEY, hmac.length());
    }
    return new SpaKeys(encryption, Optional.of(hmac));
  }

  public static SpaKeys withoutHmac(EncryptionKey encryption) {
    return new SpaKeys(encryption, Optional.empty());
  }

  public EncryptionKey encryption() {
    return encryption;
  }

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
