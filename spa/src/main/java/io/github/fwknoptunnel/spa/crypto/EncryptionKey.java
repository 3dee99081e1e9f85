package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import java.util.Optional;

/**
 * The pass phrase that packets are encrypted with: 1 to 32 bytes. {@code toString} shows only its
 * length. {@link #close} wipes it; later use of the bytes throws {@link IllegalStateException}.
 * Thread-safe.
 */
public final class EncryptionKey extends SecretBytes {
  /**
   * The maximum length of a pass phrase in bytes. Servers refuse longer ones; apart from {@link
   * CipherMode#LEGACY}, none is truncated or hashed (PROTOCOL.md section 4).
   */
  public static final int MAX_BYTES = 32;

  private EncryptionKey(byte[] passPhrase) throws KeyException {
    super(Kind.ENCRYPTION, passPhrase);
  }

  /**
   * Makes a key of raw bytes, which are copied.
   *
   * @param passPhrase 1 to {@value #MAX_BYTES} bytes; the caller may wipe its array afterwards
   * @return a key that the caller closes
   * @throws KeyException if it is empty or too long
   */
  public static EncryptionKey of(byte[] passPhrase) throws KeyException {
    return new EncryptionKey(passPhrase);
  }

  /**
   * Decodes a key.
   *
   * @param base64 of 1 to {@value #MAX_BYTES} bytes, padded or not
   * @return a key that the caller closes
   * @throws KeyException if the text is not base64, or the key is empty or too long
   */
  public static EncryptionKey fromBase64(String base64) throws KeyException {
    return KeyDecoding.fromBase64(Kind.ENCRYPTION, base64, EncryptionKey::new);
  }

  /**
   * Encrypts as OpenSSL's {@code enc} does: AES-256, with key and initialization vector derived
   * from this pass phrase and the salt.
   *
   * @param plaintext of any length, not changed
   * @param mode the one that the server is configured for
   * @param salt a fresh random one for each message
   * @return the ciphertext, with the salt
   * @throws IllegalStateException if this key is closed
   */
  public SaltedCiphertext encrypt(byte[] plaintext, CipherMode mode, Salt salt) {
    return use(passPhrase ->
        SaltedCiphertext.of(salt, new OpenSslAes(mode, passPhrase, salt).encrypt(plaintext)));
  }

  /**
   * Decrypts what {@link #encrypt} or OpenSSL's {@code enc} made.
   *
   * @param sealed the ciphertext, with its salt
   * @param mode the one it was encrypted with; the ciphertext does not name it
   * @return the plaintext, or empty if its padding shows that key, mode or bytes are wrong. Wrong
   *     padding is not always noticed: only a digest or an HMAC proves the plaintext
   * @throws IllegalStateException if this key is closed
   */
  public Optional<byte[]> decrypt(SaltedCiphertext sealed, CipherMode mode) {
    return use(
        passPhrase -> new OpenSslAes(mode, passPhrase, sealed.salt()).decrypt(sealed.ciphertext()));
  }
}
