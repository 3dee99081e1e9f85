package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;

/**
 * The algorithms that client and server agree on. Packets do not name them.
 *
 * @param digest of the fields, inside the encryption; servers recognize it by its length
 * @param mode of AES
 * @param hmac used only with an HMAC key
 */
public record SpaSuite(HashAlgorithm digest, CipherMode mode, HashAlgorithm hmac) {
  /** What client and server use when nothing is configured. */
  public static final SpaSuite DEFAULT =
      new SpaSuite(HashAlgorithm.SHA256, CipherMode.CBC, HashAlgorithm.SHA256);
}
