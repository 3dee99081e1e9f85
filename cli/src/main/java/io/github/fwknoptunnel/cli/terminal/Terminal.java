package io.github.fwknoptunnel.cli.terminal;

import java.io.IOException;

/** The controlling terminal, independent of stdin and stdout. */
@FunctionalInterface
public interface Terminal {
  /**
   * No terminal. No lambda: one of an interface with a static field cannot be in the start-up
   * cache.
   */
  Terminal NONE =
      new Terminal() {
        @Override
        public byte[] askSecret(String prompt) throws IOException {
          throw new IOException("no terminal");
        }
      };

  /**
   * Prompts for a line without echo.
   *
   * @return what was typed, without its line feed; the caller wipes it
   * @throws IOException if there is no terminal
   */
  byte[] askSecret(String prompt) throws IOException;

  /**
   * The colours for a stream.
   *
   * @param descriptor 1 for stdout, 2 for stderr
   */
  default Ansi ansi(int descriptor) {
    return Ansi.PLAIN;
  }

  /** Whether a stream is shown on it; {@code descriptor} as above. */
  default boolean isTty(int descriptor) {
    return false;
  }

  /** Whether stdin is a terminal. */
  default boolean isInput() {
    return false;
  }

  /** Whether stderr is the journal of systemd, which keeps the time and a level of each line. */
  default boolean isJournal() {
    return false;
  }
}
