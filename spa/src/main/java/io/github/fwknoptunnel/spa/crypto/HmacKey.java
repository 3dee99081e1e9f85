package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KeyParameter;

/**
 * The key that packets are authenticated with: 1 to 128 bytes. {@code toString} shows only its
 * length. {@link #close} wipes it; later use of the bytes throws {@link IllegalStateException}. A
 * type of its own, so that it cannot be swapped with an {@link EncryptionKey}. Thread-safe.
 */
public final class HmacKey extends SecretBytes {
  /**
   * The maximum length in bytes of an HMAC key in a server's configuration. The reference client
   * silently truncates longer text keys; this library refuses them.
   */
  public static final int MAX_BYTES = 128;

  private HmacKey(byte[] key) throws KeyException {
    super(Kind.HMAC, key);
  }

  /**
   * Makes a key of raw bytes, which are copied.
   *
   * @param key 1 to {@value #MAX_BYTES} bytes; the caller may wipe its array afterwards
   * @return a key that the caller closes
   * @throws KeyException if it is empty or too long
   */
  public static HmacKey of(byte[] key) throws KeyException {
    return new HmacKey(key);
  }

  /**
   * Decodes a key.
   *
   * @param base64 of 1 to {@value #MAX_BYTES} bytes, padded or not
   * @return a key that the caller closes
   * @throws KeyException if the text is not base64, or the key is empty or too long
   */
  public static HmacKey fromBase64(String base64) throws KeyException {
    return KeyDecoding.fromBase64(Kind.HMAC, base64, HmacKey::new);
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
    return use(key -> {
      HMac hmac = new HMac(algorithm.newEngine());
      hmac.init(new KeyParameter(key));
      hmac.update(message, 0, message.length);
      byte[] result = new byte[hmac.getMacSize()];
      hmac.doFinal(result, 0);
      return result;
    });
  }
}
