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
}
