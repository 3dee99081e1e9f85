package io.github.fwknoptunnel.spa.gpg;

import java.util.Optional;

/** The content of an OpenPGP message, and its signature. Immutable. */
public final class GpgDecrypted {
  private final byte[] plaintext;
  private final Optional<GpgSignature> signature;

  GpgDecrypted(byte[] plaintext, Optional<GpgSignature> signature) {
    this.plaintext = plaintext;
    this.signature = signature;
  }

  /** {@return a copy of the plaintext} */
  public byte[] plaintext() {
    return plaintext.clone();
  }

  /** {@return the signature, whatever its verdict; empty if the message was not signed} */
  public Optional<GpgSignature> signature() {
    return signature;
  }
}
