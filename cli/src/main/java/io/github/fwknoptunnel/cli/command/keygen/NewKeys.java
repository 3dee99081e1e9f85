package io.github.fwknoptunnel.cli.command.keygen;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.util.Optional;

/**
 * Two keys that were made just now, in base64.
 *
 * @param type of the HMAC
 */
record NewKeys(String key, String hmacKey, HashAlgorithm type) {
  /**
   * The client's key file.
   *
   * @param wanted the type, if the user named it: without that line the file is the very one that
   *     the fwknop client writes
   */
  String lines(Optional<HashAlgorithm> wanted) {
    String algorithm = wanted.map(hash -> "HMAC_DIGEST_TYPE: " + hash + "\n").orElse("");
    return "KEY_BASE64: " + key + "\nHMAC_KEY_BASE64: " + hmacKey + "\n" + algorithm;
  }

  /** Says nothing of the keys. */
  @Override
  public String toString() {
    return "NewKeys[" + type + "]";
  }
}
