package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.spa.Vector;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import java.util.HexFormat;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every packet of the reference, made again byte for byte, opened, and refused when anything is
 * changed.
 */
class GoldenVectorsTest {
  /**
   * The one thing the reference takes and we refuse: a key that no server can be configured with.
   */
  private static final String EMPTY_KEY = "key-len-00";

  @TestFactory
  Stream<DynamicContainer> vectors() {
    return Vector.all()
        .filter(vector -> !vector.id().equals(EMPTY_KEY))
        .map(vector -> dynamicContainer(vector.id(), checks(vector)));
  }

  @TestFactory
  Stream<DynamicTest> anEmptyKeyIsRefused() {
    return Vector.all()
        .filter(vector -> vector.id().equals(EMPTY_KEY))
        .map(vector ->
            dynamicTest(
                vector.id(),
                () ->
                    assertEquals(
                        KeyException.Reason.EMPTY,
                        assertThrows(KeyException.class, vector::keys).reason())));
  }

  private static Stream<DynamicTest> checks(Vector vector) {
    return Stream.of(
        dynamicTest("encodes", () -> encodes(vector)),
        dynamicTest("digests", () -> digests(vector)),
        dynamicTest("encrypts", () -> encrypts(vector)),
        dynamicTest("seals byte for byte with its salt", () -> seals(vector)),
        dynamicTest("opens", () -> opens(vector)),
        dynamicTest("opens with an independent stack", () -> opensIndependently(vector)),
        dynamicTest("rejects each one-bit change", () -> rejectsEachChangedBit(vector)),
        dynamicTest("rejects another key", () -> rejectsAnotherKey(vector)),
        dynamicTest("rejects another HMAC key", () -> rejectsAnotherHmacKey(vector)));
  }

  private static void encodes(Vector vector) throws Exception {
    String encoded = MessageEncoder.encode(vector.message().fields());
    assertEquals(vector.intermediate("encoded"), encoded);
    assertEquals(vector.message().fields(), MessageDecoder.decode(encoded).orElseThrow());
  }

  private static void digests(Vector vector) {
    String encoded = vector.intermediate("encoded");
    SpaPlaintext plaintext = SpaPlaintext.withDigest(encoded, vector.suite().digest());
    assertEquals(vector.intermediate("digest_base64"), plaintext.digest());
    assertEquals(vector.suite().digest(), plaintext.digestAlgorithm().orElseThrow());
  }

  private static void encrypts(Vector vector) throws Exception {
    byte[] plaintext = vector.intermediate("plaintext").getBytes("US-ASCII");
    try (SpaKeys keys = vector.keys()) {
      SaltedCiphertext sealed =
          keys.encryption().encrypt(plaintext, vector.suite().mode(), vector.salt());
      String hex = HexFormat.of().formatHex(sealed.toBytes());
      assertEquals(vector.intermediate("ciphertext_hex"), hex.substring(32));
      assertArrayEquals(
          plaintext, keys.encryption().decrypt(sealed, vector.suite().mode()).orElseThrow());
    }
  }

  private static void seals(Vector vector) throws Exception {
    SpaSealer sealer = new SpaSealer(vector.keys(), vector.suite());
    assertEquals(vector.wire(), sealer.seal(vector.message(), vector.salt()).wire());
  }

  private static void opens(Vector vector) throws Exception {
    OpenedPacket opened = opener(vector).open(new SpaPacket(vector.wire()));
    assertEquals(vector.message().fields(), opened.fields());
    assertEquals(vector.suite().digest(), opened.digestType());
    assertEquals(vector.intermediate("digest_base64"), opened.digest());
  }

  private static void opensIndependently(Vector vector) throws Exception {
    assertEquals(vector.intermediate("plaintext"), JceOpener.open(vector));
  }

  private static void rejectsEachChangedBit(Vector vector) throws Exception {
    SpaOpener opener = opener(vector);
    for (int i = 0; i < vector.wire().length(); i++) {
      for (int bit = 0; bit < 8; bit++) {
        StringBuilder changed = new StringBuilder(vector.wire());
        changed.setCharAt(i, (char) (changed.charAt(i) ^ 1 << bit));
        SpaPacket packet = new SpaPacket(changed.toString());
        assertThrows(PacketException.class, () -> opener.open(packet), packet::wire);
      }
    }
  }

  private static void rejectsAnotherKey(Vector vector) throws Exception {
    EncryptionKey other = EncryptionKey.of(changed(vector.key()));
    SpaKeys keys =
        vector.hmacKey().isPresent()
            ? SpaKeys.of(other, HmacKey.of(vector.hmacKey().get()))
            : SpaKeys.withoutHmac(other);
    assertThrows(
        PacketException.class,
        () -> new SpaOpener(keys, vector.suite()).open(new SpaPacket(vector.wire())));
  }

  private static void rejectsAnotherHmacKey(Vector vector) throws Exception {
    byte[] other = changed(vector.hmacKey().orElse(new byte[] {1, 2, 3}));
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(vector.key()), HmacKey.of(other));
    PacketException refused =
        assertThrows(
            PacketException.class,
            () -> new SpaOpener(keys, vector.suite()).open(new SpaPacket(vector.wire())));
    assertEquals(PacketException.Reason.HMAC_MISMATCH, refused.reason());
  }

  private static byte[] changed(byte[] key) {
    byte[] other = key.clone();
    other[0] ^= 1;
    return other;
  }

  private static SpaOpener opener(Vector vector) throws KeyException {
    return new SpaOpener(vector.keys(), vector.suite());
  }
}
