package io.github.fwknoptunnel.spa.gpg;

import io.github.fwknoptunnel.spa.crypto.PassPhrase;

/** How gpg gets at a secret key that is protected by a pass phrase. */
public sealed interface GpgPassphrase extends AutoCloseable {
  @Override
  default void close() {}

  /** Nobody is asked: the key has no pass phrase, or the agent remembers it. */
  record None() implements GpgPassphrase {}

  /** The agent asks the user in its own window, or on the terminal that {@code GPG_TTY} names. */
  record Agent() implements GpgPassphrase {}

  /** The program hands it over; closing wipes it. */
  record Provided(PassPhrase passPhrase) implements GpgPassphrase {
    @Override
    public void close() {
      passPhrase.close();
    }
  }
}
