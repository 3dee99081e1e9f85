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
public final class PassPhrase extends SecretBytes {
  /** The maximum length in bytes of a pass phrase for gpg-agent. */
  public static final int MAX_BYTES = 255;

  private PassPhrase(byte[] text) throws KeyException {
    super(Kind.PASS_PHRASE, text);
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
    return new PassPhrase(text);
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
    return KeyDecoding.fromBase64(Kind.PASS_PHRASE, base64, PassPhrase::of);
  }

  /**
   * Writes the pass phrase and a line feed.
   *
   * @param output where gpg reads it; not closed and not flushed
   * @throws IOException if the output does not take it
   */
  public void writeLine(OutputStream output) throws IOException {
    byte[] line = use(text -> Arrays.copyOf(text, text.length + 1));
    line[line.length - 1] = '\n';
    try {
      output.write(line);
    } finally {
      Arrays.fill(line, (byte) 0);
    }
  }
}
