package io.github.fwknoptunnel.spa.crypto;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.KeyException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
  @ParameterizedTest
  @ValueSource(ints = {1, 16, 31, 32})
  void encryptionKeysHaveUpTo32Bytes(int length) throws KeyException {
    assertEquals(length, EncryptionKey.of(new byte[length]).length());
  }

  @ParameterizedTest
  @ValueSource(ints = {33, 64, 128})
  void longerEncryptionKeysAreRefusedNotCut(int length) {
    assertRefused(
        Kind.ENCRYPTION, Reason.TOO_LONG, length, () -> EncryptionKey.of(new byte[length]));
  }

  @ParameterizedTest
  @ValueSource(ints = {129, 137, 200})
  void longerHmacKeysAreRefusedNotCut(int length) {
    assertRefused(Kind.HMAC, Reason.TOO_LONG, length, () -> HmacKey.of(new byte[length]));
  }

  @Test
  void emptyKeysAreRefused() {
    assertRefused(Kind.ENCRYPTION, Reason.EMPTY, 0, () -> EncryptionKey.of(new byte[0]));
    assertRefused(Kind.HMAC, Reason.EMPTY, 0, () -> HmacKey.of(new byte[0]));
    assertRefused(Kind.HMAC, Reason.EMPTY, 0, () -> HmacKey.fromBase64("=="));
  }

  @Test
  void equalKeysAreRefused() throws KeyException {
    EncryptionKey encryption = EncryptionKey.of(bytes("same"));
    HmacKey hmac = HmacKey.of(bytes("same"));
    assertRefused(Kind.HMAC, Reason.SAME_AS_ENCRYPTION_KEY, 4, () -> SpaKeys.of(encryption, hmac));
  }

  @ParameterizedTest
  @ValueSource(strings = {"c2VjcmV0", "c2VjcmV0cw==", "c2VjcmV0cw", "c2VjcmV0cw==ignored"})
  void base64EndsAtItsFirstPadding(String text) throws KeyException {
    EncryptionKey.fromBase64(text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"c2Vj cmV0", "c2VjcmV-", "c2VjcmV_", "c2Vj\ncmV0", "c2VjcmV0c", "é", "c2VjcmV0cx"})
  void whatIsNotBase64IsRefused(String text) {
    assertRefused(
        Kind.ENCRYPTION, Reason.BAD_BASE64, text.length(), () -> EncryptionKey.fromBase64(text));
  }

  @Test
  void aPassPhraseIsOneLineOfUpTo255Bytes() throws Exception {
    assertEquals(255, PassPhrase.of(new byte[255]).length());
    assertRefused(Kind.PASS_PHRASE, Reason.TOO_LONG, 256, () -> PassPhrase.of(new byte[256]));
    assertRefused(Kind.PASS_PHRASE, Reason.EMPTY, 0, () -> PassPhrase.of(new byte[0]));
    assertRefused(Kind.PASS_PHRASE, Reason.LINE_BREAK, 3, () -> PassPhrase.of(bytes("a\nb")));
    assertRefused(Kind.PASS_PHRASE, Reason.BAD_BASE64, 1, () -> PassPhrase.fromBase64("?"));
    PassPhrase passPhrase = PassPhrase.fromBase64("c8OpY3JldA==");
    var written = new ByteArrayOutputStream();
    passPhrase.writeLine(written);
    assertEquals("s\u00e9cret\n", written.toString(StandardCharsets.UTF_8));
    assertEquals("PassPhrase[7 bytes]", passPhrase.toString());
    passPhrase.close();
    assertThrows(IllegalStateException.class, () -> passPhrase.writeLine(written));
  }

  @Test
  void keysShowTheirLengthAndNothingElse() throws KeyException {
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(bytes("topsecret")), HmacKey.of(bytes("hidden")));
    assertEquals("SpaKeys[EncryptionKey[9 bytes], HmacKey[6 bytes]]", keys.toString());
    KeyException refused =
        assertThrows(KeyException.class, () -> EncryptionKey.fromBase64("top secret text"));
    assertFalse(refused.toString().contains("secret"));
  }

  @Test
  void keysCompareByTheirBytes() throws KeyException {
    assertEquals(EncryptionKey.of(bytes("a")), EncryptionKey.of(bytes("a")));
    assertNotEquals(EncryptionKey.of(bytes("a")), EncryptionKey.of(bytes("b")));
    assertEquals(HmacKey.of(bytes("a")), HmacKey.of(bytes("a")));
  }

  @Test
  void aClosedKeyIsOfNoUse() throws KeyException {
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(bytes("a")), HmacKey.of(bytes("b")));
    keys.close();
    Salt salt = Salt.of(new byte[8]);
    assertThrows(
        IllegalStateException.class,
        () -> keys.encryption().encrypt(new byte[1], CipherMode.CBC, salt));
    HmacKey hmac = keys.hmac().orElseThrow();
    assertThrows(
        IllegalStateException.class, () -> hmac.authenticate(new byte[1], HashAlgorithm.SHA256));
  }

  @Test
  void aKeyIsACopy() throws KeyException {
    byte[] mine = bytes("abc");
    EncryptionKey key = EncryptionKey.of(mine);
    mine[0] = 0;
    assertEquals(EncryptionKey.of(bytes("abc")), key);
  }

  @Test
  void aFingerprintIsWhatAnotherPbkdf2MakesOfTheKey() throws Exception {
    var spec =
        new PBEKeySpec("correct-horse".toCharArray(), bytes("fwknop-tunnel check"), 100_000, 32);
    byte[] expected =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256").generateSecret(spec).getEncoded();
    String fingerprint = HexFormat.of().formatHex(expected);
    assertEquals(fingerprint, EncryptionKey.of(bytes("correct-horse")).fingerprint());
    assertEquals(fingerprint, HmacKey.of(bytes("correct-horse")).fingerprint());
    assertNotEquals(fingerprint, HmacKey.of(bytes("correct-horsf")).fingerprint());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "c2VjcmV0IHNlY3JldA==",
        "q+7l1n/1Ab2dEf3g",
        "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
      })
  void textThatIsBase64IsTakenForAKeyNobodyDecoded(String text) throws KeyException {
    assertTrue(HmacKey.of(bytes(text)).looksLikeBase64());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "river-lantern-meadow",
        "correcthorse",
        "CorrectHorseBatteryStapleNo1",
        "Secret==",
        "q+7l1n/1Ab2dEf3gh",
        "a/list/of/words+"
      })
  void aPassPhraseIsNot(String text) throws KeyException {
    assertFalse(EncryptionKey.of(bytes(text)).looksLikeBase64());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void assertRefused(Kind kind, Reason reason, int length, Executable action) {
    KeyException refused = assertThrows(KeyException.class, action);
    assertEquals(kind, refused.kind());
    assertEquals(reason, refused.reason());
    assertEquals(length, refused.length());
  }
}
