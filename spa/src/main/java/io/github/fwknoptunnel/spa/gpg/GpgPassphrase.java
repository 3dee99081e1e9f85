package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.crypto.PassPhrase;

/** How gpg gets the pass phrase of a secret key. */
public sealed interface GpgPassphrase extends AutoCloseable {
  @Override
  default void close() {}

  /** No prompt: the key has no pass phrase, or gpg-agent has cached it. */
  record None() implements GpgPassphrase {}

  /** The agent prompts in its own window, or on the terminal in {@code GPG_TTY}. */
  record Agent() implements GpgPassphrase {}

  /**
   * This program passes it to gpg; {@link #close} wipes it.
   *
   * @param passPhrase owned by this record
   */
  record Provided(PassPhrase passPhrase) implements GpgPassphrase {
    @Override
    public void close() {
      passPhrase.close();
    }
  }
}
