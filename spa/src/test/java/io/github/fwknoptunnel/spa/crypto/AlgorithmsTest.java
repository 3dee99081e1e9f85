package io.github.fwknoptunnel.spa.crypto;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names and lengths of the algorithms, and the bytes around a ciphertext. */
class AlgorithmsTest {
  private static final byte[] SALT_BYTES = {1, 2, 3, 4, 5, 6, 7, (byte) 0xff};

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void hashesAreFoundByTheirPrintedNameInAnyCase(HashAlgorithm hash) {
    assertEquals(Optional.of(hash), HashAlgorithm.named(hash.toString()));
    assertEquals(Optional.of(hash), HashAlgorithm.named(hash.toString().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @EnumSource(CipherMode.class)
  void modesAreFoundByTheirPrintedNameInAnyCase(CipherMode mode) {
    assertEquals(Optional.of(mode), CipherMode.named(mode.toString()));
    assertEquals(Optional.of(mode), CipherMode.named(mode.toString().toUpperCase(Locale.ROOT)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "sha", "sha-256", "sha3-256", " md5", "cbc ", "pcbc", "asymmetric"})
  void otherNamesAreOfNoAlgorithm(String name) {
    assertEquals(Optional.empty(), HashAlgorithm.named(name));
    assertEquals(Optional.empty(), CipherMode.named(name));
  }

  @Test
  void hashesAreKnownByTheLengthOfTheirText() {
    assertEquals(List.of(HashAlgorithm.MD5), HashAlgorithm.withBase64Length(22));
    assertEquals(List.of(HashAlgorithm.SHA1), HashAlgorithm.withBase64Length(27));
    assertEquals(
        List.of(HashAlgorithm.SHA256, HashAlgorithm.SHA3_256), HashAlgorithm.withBase64Length(43));
    assertEquals(List.of(HashAlgorithm.SHA384), HashAlgorithm.withBase64Length(64));
    assertEquals(
        List.of(HashAlgorithm.SHA512, HashAlgorithm.SHA3_512), HashAlgorithm.withBase64Length(86));
    assertEquals(List.of(), HashAlgorithm.withBase64Length(44));
  }

  @Test
  void aSaltIsItsEightBytes() {
    Salt salt = Salt.of(SALT_BYTES);
    assertEquals("01020304050607ff", salt.toString());
    assertEquals(salt, Salt.of(SALT_BYTES.clone()));
    assertEquals(salt.hashCode(), Salt.of(SALT_BYTES.clone()).hashCode());
    assertNotEquals(salt, Salt.of(new byte[8]));
    assertNotEquals(salt.hashCode(), Salt.of(new byte[8]).hashCode());
    assertNotEquals(salt, (Object) "01020304050607ff");
    assertThrows(IllegalArgumentException.class, () -> Salt.of(new byte[7]));
    assertThrows(IllegalArgumentException.class, () -> Salt.of(new byte[9]));
  }

  @Test
  void aRandomSaltComesFromItsSource() {
    byte[] expected = new byte[Salt.BYTES];
    new SplittableRandom(1).nextBytes(expected);
    assertEquals(Salt.of(expected), Salt.random(new SplittableRandom(1)));
  }

  @Test
  void aSaltedCiphertextHasAMagicWordASaltAndSomethingMore() {
    byte[] whole = salted("Salted__", 1);
    SaltedCiphertext parsed = SaltedCiphertext.parse(whole).orElseThrow();
    assertEquals(Salt.of(SALT_BYTES), parsed.salt());
    assertArrayEquals(new byte[1], parsed.ciphertext());
    assertArrayEquals(whole, parsed.toBytes());
    assertEquals(Optional.empty(), SaltedCiphertext.parse(salted("Salted__", 0)));
    assertEquals(Optional.empty(), SaltedCiphertext.parse(salted("salted__", 1)));
    assertEquals(Optional.empty(), SaltedCiphertext.parse(salted("Salted_-", 1)));
    assertEquals(Optional.empty(), SaltedCiphertext.parse(new byte[0]));
  }

  private static byte[] salted(String magic, int ciphertext) {
    byte[] bytes = Arrays.copyOf(magic.getBytes(StandardCharsets.US_ASCII), 16 + ciphertext);
    System.arraycopy(SALT_BYTES, 0, bytes, 8, 8);
    return bytes;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 15, 17, 33})
  void whatIsNotWholeBlocksIsNotDecrypted(int length) throws KeyException {
    SaltedCiphertext odd = SaltedCiphertext.parse(salted("Salted__", length)).orElseThrow();
    EncryptionKey key = EncryptionKey.of(new byte[] {1});
    for (CipherMode mode : CipherMode.values()) {
      assertEquals(Optional.empty(), key.decrypt(odd, mode));
    }
  }

  @Test
  void aLegacyKeyEndsAfterSixteenBytesAndIsFilledUpWithZeros() throws KeyException {
    Salt salt = Salt.of(SALT_BYTES);
    byte[] text = "text".getBytes(StandardCharsets.US_ASCII);
    SaltedCiphertext filled = key("abc").encrypt(text, CipherMode.LEGACY, salt);
    SaltedCiphertext written = key("abc0000000000000").encrypt(text, CipherMode.CBC, salt);
    assertArrayEquals(written.toBytes(), filled.toBytes());
    SaltedCiphertext cut = key("abc0000000000000x").encrypt(text, CipherMode.LEGACY, salt);
    assertArrayEquals(written.toBytes(), cut.toBytes());
  }

  private static EncryptionKey key(String text) throws KeyException {
    return EncryptionKey.of(text.getBytes(StandardCharsets.US_ASCII));
  }
}
