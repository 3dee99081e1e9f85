package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import java.util.Arrays;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The key that packets are authenticated with: 1 to 128 bytes. {@code toString} shows only its
 * length. {@link #close} wipes it; later use of the bytes throws {@link IllegalStateException}. A
 * type of its own, so that it cannot be swapped with an {@link EncryptionKey}. Thread-safe.
 */
public final class HmacKey implements AutoCloseable {
  /**
   * The maximum length in bytes of an HMAC key in a server's configuration. The reference client
   * silently truncates longer text keys; this library refuses them.
   */
  public static final int MAX_BYTES = 128;

  private final SecretBytes secret;

  private HmacKey(SecretBytes secret) {
    this.secret = secret;
  }

  /**
   * Makes a key of raw bytes, which are copied.
   *
   * @param key 1 to {@value #MAX_BYTES} bytes; the caller may wipe its array afterwards
   * @return a key that the caller closes
   * @throws KeyException if it is empty or too long
   */
  public static HmacKey of(byte[] key) throws KeyException {
    return new HmacKey(KeyDecoding.checked(Kind.HMAC, key, MAX_BYTES));
  }

  /**
   * Decodes a key.
   *
   * @param base64 of 1 to {@value #MAX_BYTES} bytes, padded or not
   * @return a key that the caller closes
   * @throws KeyException if the text is not base64, or the key is empty or too long
   */
  public static HmacKey fromBase64(String base64) throws KeyException {
    return new HmacKey(KeyDecoding.fromBase64(Kind.HMAC, base64, MAX_BYTES));
  }

  /**
   * Computes the HMAC of a message (RFC 2104).
   *
   * @param message of any length, not changed
   * @param algorithm the one that the server is configured for
   * @return as many bytes as the algorithm's digest has
   * @throws IllegalStateException if this key is closed
   */
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

  /** {@return the length in bytes} */
  public int length() {
    return secret.length();
  }

  /**
   * {@return eight hex digits to compare keys by: the first 32 bits of PBKDF2-HMAC-SHA256 with the
   * salt {@code fwknop-tunnel check} and 100,000 rounds} Takes some tenths of a second.
   */
  public String fingerprint() {
    return KeyFingerprint.of(secret);
  }

  /** {@return whether the key's bytes look like base64 that was not decoded} */
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
