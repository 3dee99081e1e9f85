package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.crypto.HmacKey;
import java.util.Optional;

/**
 * The keys of one server in GPG mode. Keys are named as gpg takes them: fingerprint, key ID or user
 * ID. Closing it wipes the HMAC key and the pass phrase. Thread-safe.
 *
 * @param recipient the server's key: RSA, of 2048 bits or more
 * @param signer the user's key, which the server knows; absent means gpg's default key. Servers
 *     compare the key that really signs, often a subkey
 * @param hmac without it packets are not authenticated before decryption, which servers allow
 */
public record GpgKeys(
    GpgSettings settings, String recipient, Optional<String> signer, Optional<HmacKey> hmac)
    implements AutoCloseable {

  public GpgKeys {
    if (recipient.isBlank() || signer.filter(String::isBlank).isPresent()) {
      throw new IllegalArgumentException("a key without a name");
    }
  }

  public static GpgKeys of(GpgSettings settings, String recipient, HmacKey hmac) {
    return new GpgKeys(settings, recipient, Optional.empty(), Optional.of(hmac));
  }

  public static GpgKeys withoutHmac(GpgSettings settings, String recipient) {
    return new GpgKeys(settings, recipient, Optional.empty(), Optional.empty());
  }

  public GpgKeys signedBy(String key) {
    return new GpgKeys(settings, recipient, Optional.of(key), hmac);
  }

  @Override
  public void close() {
    hmac.ifPresent(HmacKey::close);
    settings.unlock().close();
  }
}
