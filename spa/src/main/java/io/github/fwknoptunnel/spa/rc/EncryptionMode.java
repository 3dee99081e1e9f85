package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import java.util.Optional;

/** What {@code ENCRYPTION_MODE} and {@code -M} can be: a mode of AES, or GPG. */
public sealed interface EncryptionMode {
  /** A pass phrase that client and server share. */
  record Symmetric(CipherMode mode) implements EncryptionMode {
    @Override
    public String toString() {
      return mode.toString();
    }
  }

  /** GPG keys. */
  record Asymmetric() implements EncryptionMode {
    @Override
    public String toString() {
      return "asymmetric";
    }
  }

  /** Finds a mode by its configuration name, in any case. */
  static Optional<EncryptionMode> named(String name) {
    return name.equalsIgnoreCase("asymmetric")
        ? Optional.of(new Asymmetric())
        : CipherMode.named(name).map(Symmetric::new);
  }
}
