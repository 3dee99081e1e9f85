package io.github.fwknoptunnel.spa.gpg;

import java.util.Optional;

/** What was in a message, and who signed it. Immutable. */
public final class GpgDecrypted {
  private final byte[] plaintext;
  private final Optional<GpgSignature> signature;

  GpgDecrypted(byte[] plaintext, Optional<GpgSignature> signature) {
    this.plaintext = plaintext;
    this.signature = signature;
  }

  public byte[] plaintext() {
    return plaintext.clone();
  }

  /** Empty if the message was not signed. */
  public Optional<GpgSignature> signature() {
    return signature;
  }
}
