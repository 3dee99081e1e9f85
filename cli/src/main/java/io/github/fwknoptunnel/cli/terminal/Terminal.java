package io.github.fwknoptunnel.cli.terminal;

import java.io.IOException;

/** Somebody to ask, whatever stdin and stdout are connected to. */
@FunctionalInterface
public interface Terminal {
  /** Nobody. */
  Terminal NONE =
      prompt -> {
        throw new IOException("no terminal");
      };

  /**
   * Asks for a line that nobody else may see.
   *
   * @return what was typed, without its line feed; the caller wipes it
   * @throws IOException if there is nobody to ask
   */
  byte[] askSecret(String prompt) throws IOException;

  /**
   * The colours for a stream.
   *
   * @param descriptor 1 for stdout, 2 for stderr
   */
  default Ansi ink(int descriptor) {
    return Ansi.PLAIN;
  }

  /** Whether a stream is shown on it; {@code descriptor} as above. */
  default boolean isTty(int descriptor) {
    return false;
  }
}
