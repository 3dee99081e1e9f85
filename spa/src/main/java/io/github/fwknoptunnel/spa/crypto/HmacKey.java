package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The key that packets are authenticated with: 1 to 128 bytes. Shows and keeps as little as {@link
 * EncryptionKey}, and is another type so that the two cannot be swapped. Thread-safe.
 */
public final class HmacKey implements AutoCloseable {
  /**
   * What a server's configuration can hold; the old client cuts longer text keys silently, we
   * refuse them.
   */
  public static final int MAX_BYTES = 128;

  private final SecretBytes secret;

  private HmacKey(SecretBytes secret) {
    this.secret = secret;
  }

  /** Copies {@code key}; the caller may wipe its own. */
  public static HmacKey of(byte[] key) throws KeyException {
    return new HmacKey(KeyDecoding.checked(Kind.HMAC, key, MAX_BYTES));
  }

  /** Reads base64, padded or not. */
  public static HmacKey fromBase64(String base64) throws KeyException {
    return new HmacKey(KeyDecoding.fromBase64(Kind.HMAC, base64, MAX_BYTES));
  }

  /** The RFC 2104 HMAC of {@code message}. */
  public byte[] authenticate(byte[] message, HashAlgorithm algorithm) {
    byte[] key = secret.copy();
    try {
      HMac hmac = new HMac(algorithm.newEngine());
      hmac.init(new KeyParameter(key));
      hmac.update(message, 0, message.length);
      byte[] result = new byte[hmac.getMacSize()];
      hmac.doFinal(result, 0);
      return result;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }

  public int length() {
    return secret.length();
  }

  /**
   * Eight hex digits to compare keys by: the first 32 bits of PBKDF2-HMAC-SHA256 with the salt
   * {@code fwknop-tunnel check} and 100,000 rounds, which takes some tenths of a second.
   */
  public String fingerprint() {
    return KeyFingerprint.of(secret);
  }

  /** Whether the key's own bytes read like the base64 of a key: most likely nobody decoded them. */
  public boolean looksLikeBase64() {
    return secret.looksLikeBase64();
  }

  SecretBytes secret() {
    return secret;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof HmacKey key && secret.sameAs(key.secret);
  }

  /** Constant, so that no hash of a secret gets out. */
  @Override
  public int hashCode() {
    return HmacKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "HmacKey[" + length() + " bytes]";
  }

  @Override
  public void close() {
    secret.close();
  }
}
