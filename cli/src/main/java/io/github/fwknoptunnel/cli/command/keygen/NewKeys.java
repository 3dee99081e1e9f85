package io.github.fwknoptunnel.cli.command.keygen;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.util.Optional;

/** Two keys that were made just now, in base64, and the type of the HMAC. */
final class NewKeys {
  private final String key;
  private final String hmacKey;
  private final HashAlgorithm type;

  NewKeys(String key, String hmacKey, HashAlgorithm type) {
    this.key = key;
    this.hmacKey = hmacKey;
    this.type = type;
  }

  String key() {
    return key;
  }

  String hmacKey() {
    return hmacKey;
  }

  HashAlgorithm type() {
    return type;
  }

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
}
