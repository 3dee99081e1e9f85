package io.github.fwknoptunnel.spa.crypto;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The pass phrase that protects a secret OpenPGP key: one line of 1 to 255 bytes. {@code toString}
 * shows only its length. {@link #close} wipes it; later use of the bytes throws {@link
 * IllegalStateException}. Thread-safe.
 */
public final class PassPhrase implements AutoCloseable {
  /** The maximum length in bytes of a pass phrase for gpg-agent. */
  public static final int MAX_BYTES = 255;

  private final SecretBytes secret;

  private PassPhrase(SecretBytes secret) {
    this.secret = secret;
  }

  /**
   * Makes a pass phrase of raw bytes, which are copied.
   *
   * @param text 1 to {@value #MAX_BYTES} bytes without a line feed; the caller may wipe its array
   *     afterwards
   * @return a pass phrase that the caller closes
   * @throws KeyException if it is empty, too long or more than one line
   */
  public static PassPhrase of(byte[] text) throws KeyException {
    for (byte b : text) {
      if (b == '\n') {
        throw new KeyException(Kind.PASS_PHRASE, Reason.LINE_BREAK, text.length);
      }
    }
    return new PassPhrase(KeyDecoding.checked(Kind.PASS_PHRASE, text, MAX_BYTES));
  }

  /**
   * Decodes a pass phrase.
   *
   * @param base64 of 1 to {@value #MAX_BYTES} bytes, padded or not
   * @return a pass phrase that the caller closes
   * @throws KeyException if the text is not base64, or the pass phrase is empty, too long or more
   *     than one line
   */
  public static PassPhrase fromBase64(String base64) throws KeyException {
    byte[] text = KeyDecoding.decode(Kind.PASS_PHRASE, base64);
    try {
      return of(text);
    } finally {
      Arrays.fill(text, (byte) 0);
    }
  }

  /**
   * Writes the pass phrase and a line feed.
   *
   * @param output where gpg reads it; not closed and not flushed
   * @throws IOException if the output does not take it
   */
  public void writeLine(OutputStream output) throws IOException {
    byte[] line = secret.copy();
    try {
      output.write(line);
      output.write('\n');
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }

  /** {@return the length in bytes} */
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
