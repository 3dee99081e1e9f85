package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;

/**
 * One stanza of the firewall's {@code access.conf}, with keys of its own: it alone opens its port,
 * so tests cannot help each other by accident.
 */
record Stanza(int port, byte[] key, byte[] hmacKey, HashAlgorithm hmac) {
  static Stanza of(int port) {
    return of(port, 32, HashAlgorithm.SHA256);
  }

  /** Keys that follow from the port, so that a run can be repeated. */
  static Stanza of(int port, int keyLength, HashAlgorithm hmac) {
    byte[] key = hash("key of " + port, keyLength);
    return new Stanza(port, key, hash("HMAC key of " + port, 64), hmac);
  }

  private static byte[] hash(String text, int length) {
    byte[] hash = HashAlgorithm.SHA512.digest(text.getBytes(StandardCharsets.UTF_8));
    return Arrays.copyOf(hash, length);
  }

  SpaKeys keys() throws KeyException {
    return SpaKeys.of(EncryptionKey.of(key), HmacKey.of(hmacKey));
  }

  SpaSuite suite() {
    return new SpaSuite(HashAlgorithm.SHA256, CipherMode.CBC, hmac);
  }

  String access() {
    return """
    SOURCE             ANY
    KEY_BASE64         %s
    HMAC_KEY_BASE64    %s
    HMAC_DIGEST_TYPE   %s
    OPEN_PORTS         tcp/%d
    FW_ACCESS_TIMEOUT  60

    """
        .formatted(keyBase64(), hmacKeyBase64(), hmac, port);
  }

  String keyBase64() {
    return Base64.getEncoder().encodeToString(key);
  }

  String hmacKeyBase64() {
    return Base64.getEncoder().encodeToString(hmacKey);
  }

  /** The client's file for this stanza. */
  Path keyFile(Path directory) {
    String text = "KEY_BASE64: %s%nHMAC_KEY_BASE64: %s%n".formatted(keyBase64(), hmacKeyBase64());
    try {
      Path file = Files.writeString(directory.resolve("keys-" + port), text);
      return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
