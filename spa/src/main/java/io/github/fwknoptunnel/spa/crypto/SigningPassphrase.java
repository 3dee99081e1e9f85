package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The pass phrase of the GPG key that signs packets: 1 to 128 bytes. Shows and keeps as little as
 * {@link EncryptionKey}. Thread-safe.
 */
public final class SigningPassphrase implements AutoCloseable {
  /** What a configuration file of the old client can hold. */
  public static final int MAX_BYTES = 128;

  private final SecretBytes secret;

  private SigningPassphrase(SecretBytes secret) {
    this.secret = secret;
  }

  /** Copies {@code passphrase}; the caller may wipe its own. */
  public static SigningPassphrase of(byte[] passphrase) throws KeyException {
    return new SigningPassphrase(KeyText.checked(Kind.SIGNING, passphrase, MAX_BYTES));
  }

  /** Reads base64, padded or not. */
  public static SigningPassphrase fromBase64(String base64) throws KeyException {
    return new SigningPassphrase(KeyText.fromBase64(Kind.SIGNING, base64, MAX_BYTES));
  }

  /** Hands the bytes to the program that signs, without a line end. */
  public void writeTo(OutputStream out) throws IOException {
    byte[] passphrase = secret.copy();
    try {
      out.write(passphrase);
    } finally {
      Arrays.fill(passphrase, (byte) 0);
    }
  }

  public int length() {
    return secret.length();
  }

  @Override
  public String toString() {
    return "SigningPassphrase[" + length() + " bytes]";
  }

  @Override
  public void close() {
    secret.close();
  }
}
