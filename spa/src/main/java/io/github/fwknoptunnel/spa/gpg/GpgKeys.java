package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.crypto.HmacKey;
import java.util.Optional;

/**
 * The keys of one server in GPG mode, named as gpg accepts them: by fingerprint, key ID or user ID.
 * Closing it wipes the HMAC key and the pass phrase. Thread-safe.
 *
 * @param settings which gpg and keyring, and how the signing key is unlocked
 * @param recipient the server's key: RSA of 2048 bits or more
 * @param signer the user's key, which the server must know; absent means gpg's default key. Servers
 *     compare the key that made the signature, often a subkey, with those in their configuration
 * @param hmac absent means that packets are not authenticated before decryption, which servers
 *     allow
 */
public record GpgKeys(
    GpgSettings settings, String recipient, Optional<String> signer, Optional<HmacKey> hmac)
    implements AutoCloseable {

  /** Checks the recipient and the signer. */
  public GpgKeys {
    if (recipient.isBlank() || signer.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("a key without a name");
    }
  }

  /**
   * {@return keys for packets that are signed by gpg's default key and have an HMAC}
   *
   * @param settings which gpg and keyring, and how the signing key is unlocked
   * @param recipient the server's key: fingerprint, key ID or user ID
   * @param hmac owned by the result
   */
  public static GpgKeys of(GpgSettings settings, String recipient, HmacKey hmac) {
    return new GpgKeys(settings, recipient, Optional.empty(), Optional.of(hmac));
  }

  /**
   * {@return keys for packets that are signed by gpg's default key and have no HMAC}
   *
   * @param settings which gpg and keyring, and how the signing key is unlocked
   * @param recipient the server's key: fingerprint, key ID or user ID
   */
  public static GpgKeys withoutHmac(GpgSettings settings, String recipient) {
    return new GpgKeys(settings, recipient, Optional.empty(), Optional.empty());
  }

  /**
   * {@return the same keys with another signing key} Both share the HMAC key and the pass phrase,
   * so close one only.
   *
   * @param key fingerprint, key ID or user ID; not blank
   */
  public GpgKeys signedBy(String key) {
    return new GpgKeys(settings, recipient, Optional.of(key), hmac);
  }

  @Override
  public void close() {
    hmac.ifPresent(HmacKey::close);
    settings.unlock().close();
  }
}
