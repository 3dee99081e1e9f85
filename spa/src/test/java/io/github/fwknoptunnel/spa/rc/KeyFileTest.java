package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class KeyFileTest {
  private static final String GENERATED =
      "KEY_BASE64: c2VjcmV0LWtleQ==\nHMAC_KEY_BASE64: c2VjcmV0LWhtYWMta2V5\n";

  @TempDir Path directory;

  @Test
  void whatKeyGenerationWritesIsRead() throws Exception {
    KeySettings settings = KeyFile.read(file("rw-------", GENERATED));
    assertEquals(key("secret-key"), settings.keys().encryption());
    assertEquals(Optional.of(hmacKey("secret-hmac-key")), settings.keys().hmac());
    assertEquals(Optional.empty(), settings.hmacType());
  }

  @Test
  void linesOfAnRcFileAreReadToo() throws Exception {
    KeySettings settings =
        KeyFile.read(
            file(
                "r--------",
                "# keys of home\n\n  ; indented\nKEY      secret-key ; said aloud\r\n"
                    + "HMAC_KEY\tsecret-hmac-key\nHMAC_DIGEST_TYPE SHA512\nDIGEST_TYPE md5\n"
                    + "ENCRYPTION_MODE CBC"));
    assertEquals(key("secret-key"), settings.keys().encryption());
    assertEquals(Optional.of(hmacKey("secret-hmac-key")), settings.keys().hmac());
    assertEquals(Optional.of(HashAlgorithm.SHA512), settings.hmacType());
    assertEquals(Optional.of(HashAlgorithm.MD5), settings.digestType());
    assertEquals(Optional.of(CipherMode.CBC), settings.mode());
  }

  @Test
  void gpgModeNeedsNoEncryptionKey() throws Exception {
    Path file = file("rw-------", "HMAC_KEY: secret-hmac-key\nHMAC_DIGEST_TYPE: sha512\n");
    RcConfig settings = KeyFile.settings(file);
    assertEquals(Optional.of(hmacKey("secret-hmac-key")), settings.hmacKey().map(Located::value));
    assertEquals(Optional.of(HashAlgorithm.SHA512), settings.value(RcVariable.HMAC_DIGEST_TYPE));
    Path open = file("rw-r-----", GENERATED);
    assertEquals(
        Reason.UNSAFE_PERMISSIONS,
        assertThrows(RcException.class, () -> KeyFile.settings(open)).reason());
  }

  @Test
  void theLastOfTwoCountsAndPlainTextBeforeBase64() throws Exception {
    KeySettings settings =
        KeyFile.read(file("rw-------", "KEY first\nKEY second\nKEY_BASE64 c2VjcmV0LWtleQ==\n"));
    assertEquals(key("second"), settings.keys().encryption());
    assertEquals(Optional.empty(), settings.keys().hmac());
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-", "rw-r--r--"})
  void aFileThatOthersCanReadOrChangeIsRefused(String mode) throws Exception {
    Path file = file(mode, GENERATED);
    assertRefused(Reason.UNSAFE_PERMISSIONS, 0, file);
    assertEquals(key("secret-key"), KeyFile.readAnyMode(file).keys().encryption());
  }

  @ParameterizedTest
  @CsvSource(
      textBlock =
          """
          'HMAC_KEY x', NO_KEY, 0
          'KEY', NO_VALUE, 1
          'KEY=secret', EQUALS_SIGN, 1
          'KEY secret|SPA_SERVER host', UNKNOWN_SETTING, 2
          'key secret', UNKNOWN_SETTING, 1
          '[default]', NOT_A_SETTING, 1
          'KEY secret|HMAC_DIGEST_TYPE sha-256', BAD_VALUE, 2
          'KEY secret|ENCRYPTION_MODE PCBC', BAD_VALUE, 2
          'KEY 123456789012345678901234567890123', BAD_KEY, 1
          'KEY_BASE64 se/cr*et', BAD_KEY, 1
          'KEY_BASE64 ==', BAD_KEY, 1
          'KEY good|KEY_BASE64 b*d', BAD_KEY, 2
          'KEY same|HMAC_KEY same', BAD_KEY, 0
          """)
  void eachMistakeHasItsOwnReasonAndLine(String lines, Reason reason, int line) throws Exception {
    assertRefused(reason, line, file("rw-------", lines.replace('|', '\n')));
  }

  @Test
  void aFileThatIsNotThereOrNotTextIsSaidToBeSo() throws Exception {
    assertRefused(Reason.NOT_FOUND, 0, directory.resolve("missing"));
    assertRefused(
        Reason.NOT_READABLE, 0, file("rw-------", "KEY \u00ff", StandardCharsets.ISO_8859_1));
    assertRefused(Reason.PEM, 0, file("rw-------", "-----BEGIN OPENSSH PRIVATE KEY-----\n"));
    Path folder = Files.createDirectory(directory.resolve("folder"));
    // Whatever its mode: chmod would not help.
    for (String mode : List.of("rwx------", "rwxr-xr-x")) {
      Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(mode));
      assertRefused(Reason.IS_DIRECTORY, 0, folder);
    }
  }

  @Test
  void noFailureSaysWhatTheKeyWas() throws Exception {
    Path file = file("rw-------", "KEY verysecretverysecretverysecretverysecret");
    RcException refused = assertThrows(RcException.class, () -> KeyFile.read(file));
    assertFalse((refused + " " + refused.getCause()).contains("verysecret"));
  }

  private void assertRefused(Reason reason, int line, Path file) {
    RcException refused = assertThrows(RcException.class, () -> KeyFile.read(file));
    assertEquals(reason, refused.reason());
    assertEquals(line, refused.location().line());
    assertEquals(file, refused.location().file());
  }

  private Path file(String mode, String text) throws IOException {
    return file(mode, text, StandardCharsets.UTF_8);
  }

  private Path file(String mode, String text, Charset charset) throws IOException {
    Path file = Files.writeString(directory.resolve("keys"), text, charset);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static EncryptionKey key(String text) throws KeyException {
    return EncryptionKey.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HmacKey hmacKey(String text) throws KeyException {
    return HmacKey.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
