package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * What unlocks a secret OpenPGP key: one line of 1 to 255 bytes, for the program that holds the
 * key. Shows and keeps as little as {@link EncryptionKey}. Thread-safe.
 */
public final class PassPhrase implements AutoCloseable {
  /** The longest that gpg-agent takes. */
  public static final int MAX_BYTES = 255;

  private final SecretBytes secret;

  private PassPhrase(SecretBytes secret) {
    this.secret = secret;
  }

  /** Copies {@code text}; the caller may wipe its own. */
  public static PassPhrase of(byte[] text) throws KeyException {
    for (byte b : text) {
      if (b == '\n') {
        throw new KeyException(Kind.PASS_PHRASE, Reason.LINE_BREAK, text.length);
      }
    }
    return new PassPhrase(KeyDecoding.checked(Kind.PASS_PHRASE, text, MAX_BYTES));
  }

  /** Reads base64, padded or not. */
  public static PassPhrase fromBase64(String base64) throws KeyException {
    byte[] text = KeyDecoding.decode(Kind.PASS_PHRASE, base64);
    try {
      return of(text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /** Writes the pass phrase and a line feed. */
  public void writeLine(OutputStream output) throws IOException {
    byte[] line = secret.copy();
    try {
      output.write(line);
      output.write('\n');
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  public int length() {
    return secret.length();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof PassPhrase passPhrase && secret.sameAs(passPhrase.secret);
  }

  /** Constant, so that no hash of a secret gets out. */
  @Override
  public int hashCode() {
    return PassPhrase.class.hashCode();
  }

  @Override
  public String toString() {
    return "PassPhrase[" + length() + " bytes]";
  }

  @Override
  public void close() {
    secret.close();
  }
}
