package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import java.util.Optional;

/** The value of {@code ENCRYPTION_MODE} and {@code -M}: a mode of AES, or GPG. */
public sealed interface EncryptionMode {
  /**
   * AES with a pass phrase that client and server share.
   *
   * @param mode how AES chains its blocks
   */
  record Symmetric(CipherMode mode) implements EncryptionMode {
    @Override
    public String toString() {
      return mode.toString();
    }
  }

  /** GPG with key pairs. */
  record Asymmetric() implements EncryptionMode {
    @Override
    public String toString() {
      return "asymmetric";
    }
  }

  /**
   * Finds a mode by its configuration name.
   *
   * @param name {@code asymmetric} or the name of a {@link CipherMode}, in any case
   * @return the mode, or empty if there is none of this name
   */
  static Optional<EncryptionMode> named(String name) {
    return name.equalsIgnoreCase("asymmetric")
        ? Optional.of(new Asymmetric())
        : CipherMode.named(name).map(Symmetric::new);
  }
}
