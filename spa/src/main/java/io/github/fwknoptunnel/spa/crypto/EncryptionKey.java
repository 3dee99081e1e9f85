package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import java.util.Arrays;
import java.util.Optional;

/**
 * The pass phrase that packets are encrypted with: 1 to 32 bytes. It shows nothing of itself but
 * its length; {@link #close} wipes it, and later use throws {@link IllegalStateException}.
 * Thread-safe.
 */
public final class EncryptionKey implements AutoCloseable {
  /** Servers refuse longer pass phrases; none is cut or hashed (PROTOCOL.md section 4). */
  public static final int MAX_BYTES = 32;

  private final SecretBytes secret;

  private EncryptionKey(SecretBytes secret) {
    this.secret = secret;
  }

  /** Copies {@code passPhrase}; the caller may wipe its own. */
  public static EncryptionKey of(byte[] passPhrase) throws KeyException {
    return new EncryptionKey(KeyDecoding.checked(Kind.ENCRYPTION, passPhrase, MAX_BYTES));
  }

  /** Reads base64, padded or not. */
  public static EncryptionKey fromBase64(String base64) throws KeyException {
    return new EncryptionKey(KeyDecoding.fromBase64(Kind.ENCRYPTION, base64, MAX_BYTES));
  }

  public SaltedCiphertext encrypt(byte[] plaintext, CipherMode mode, Salt salt) {
    byte[] passPhrase = secret.copy();
    try {
      return SaltedCiphertext.of(salt, new OpenSslAes(mode, passPhrase, salt).encrypt(plaintext));
    } finally {
      Arrays.fill(passPhrase, (byte) 0);
    }
  }

  /**
   * The plaintext, or empty if its padding shows that key, mode or bytes are not the right ones.
   */
  public Optional<byte[]> decrypt(SaltedCiphertext sealed, CipherMode mode) {
    byte[] passPhrase = secret.copy();
    try {
      return new OpenSslAes(mode, passPhrase, sealed.salt()).decrypt(sealed.ciphertext());
    } finally {
      Arrays.fill(passPhrase, (byte) 0);
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
    return other instanceof EncryptionKey key && secret.sameAs(key.secret);
  }

  /** Constant, so that no hash of a secret gets out. */
  @Override
  public int hashCode() {
    return EncryptionKey.class.hashCode();
  }

  @Override
  public String toString() {
    return "EncryptionKey[" + length() + " bytes]";
  }

  @Override
  public void close() {
    secret.close();
  }
}
