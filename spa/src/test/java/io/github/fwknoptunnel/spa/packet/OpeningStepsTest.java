package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** At which step a packet that does not open stops, and which is the smallest that opens. */
class OpeningStepsTest {
  private static final Salt SALT = Salt.of(new byte[Salt.BYTES]);

  /** As small as packets get: one character of a user, an MD5 digest, no HMAC. */
  private static final String SMALLEST =
      "1234567890123456:dQ:1700000000:3.0.0:1:MC4wLjAuMCx0Y3AvMjI";

  @Test
  void theSmallestPacketHas140CharactersAndOpens() throws Exception {
    SpaPacket packet = sealed(withDigest(SMALLEST), Optional.empty());
    assertEquals(140, packet.wire().length());
    OpenedPacket opened = opener(Optional.empty()).open(packet);
    assertEquals("0.0.0.0,tcp/22", opened.fields().message());
  }

  @Test
  void whatIsShorterIsNoPacketForAnyServer() throws Exception {
    String cut = sealed(withDigest(SMALLEST), Optional.empty()).wire().substring(1);
    assertStopsAt(Reason.NOT_A_PACKET, new SpaPacket(cut), Optional.empty());
  }

  @Test
  void aWrongHmacStopsBeforeDecryption() throws Exception {
    SpaPacket packet = sealed(withDigest(SMALLEST), Optional.of(HmacKey.of(new byte[] {3})));
    assertStopsAt(Reason.HMAC_MISMATCH, packet, Optional.of(hmacKey()));
  }

  @Test
  void wrongPaddingStopsDecryption() throws Exception {
    SpaPacket packet = sealed(withDigest(SMALLEST), Optional.of(hmacKey()));
    SpaKeys keys = SpaKeys.of(EncryptionKey.of(new byte[] {9}), hmacKey());
    SpaOpener opener = new SpaOpener(keys, SpaSuite.DEFAULT);
    PacketException refused = assertThrows(PacketException.class, () -> opener.open(packet));
    assertEquals(Reason.NOT_DECRYPTED, refused.reason());
  }

  /** Servers look at each decrypted byte before they look at the digest. */
  @ParameterizedTest
  @ValueSource(strings = {"\u001f", "\u007f", "\u0000", "\n", "no colon in this text"})
  void whatIsNotPrintableOrHasNoColonIsNotDecrypted(String wrong) throws Exception {
    String plaintext = wrong + (wrong.length() > 1 ? "x".repeat(80) : withDigest(SMALLEST));
    assertStopsAt(
        Reason.NOT_DECRYPTED, sealed(plaintext, Optional.of(hmacKey())), Optional.of(hmacKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {" ", "~"})
  void blankAndTildeArePrintable(String edge) throws Exception {
    String fields = edge + SMALLEST;
    SpaPacket packet = sealed(withDigest(fields), Optional.of(hmacKey()));
    assertStopsAt(Reason.NOT_DECODED, packet, Optional.of(hmacKey()));
  }

  @Test
  void aColonInFrontOfEverythingIsAColon() throws Exception {
    String empty = ":" + SpaPlaintext.withDigest("", HashAlgorithm.SHA512).digest();
    SpaPacket packet = sealed(empty, Optional.of(hmacKey()));
    assertStopsAt(Reason.NOT_DECODED, packet, Optional.of(hmacKey()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAAAAAAAAAAAAAAAAAAAA"})
  void aDigestOfSomethingElseStopsBeforeTheFieldsAreRead(String digest) throws Exception {
    SpaPacket packet = sealed(SMALLEST + ":" + digest, Optional.of(hmacKey()));
    assertStopsAt(Reason.DIGEST_MISMATCH, packet, Optional.of(hmacKey()));
  }

  private static String withDigest(String fields) {
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, HashAlgorithm.MD5);
    return new String(plaintext.toBytes(), StandardCharsets.US_ASCII);
  }

  private static SpaPacket sealed(String plaintext, Optional<HmacKey> hmac) throws Exception {
    SaltedCiphertext ciphertext =
        encryptionKey()
            .encrypt(plaintext.getBytes(StandardCharsets.US_ASCII), CipherMode.CBC, SALT);
    return EncodedCiphertext.of(ciphertext).authenticate(hmac, SpaSuite.DEFAULT.hmac());
  }

  private static void assertStopsAt(Reason step, SpaPacket packet, Optional<HmacKey> hmac)
      throws Exception {
    SpaOpener opener = opener(hmac);
    PacketException refused = assertThrows(PacketException.class, () -> opener.open(packet));
    assertEquals(step, refused.reason());
    assertEquals(packet.wire(), packet.toString());
  }

  private static SpaOpener opener(Optional<HmacKey> hmac) throws Exception {
    SpaKeys keys =
        hmac.isPresent()
            ? SpaKeys.of(encryptionKey(), hmac.get())
            : SpaKeys.withoutHmac(encryptionKey());
    return new SpaOpener(keys, SpaSuite.DEFAULT);
  }

  private static EncryptionKey encryptionKey() throws Exception {
    return EncryptionKey.of(new byte[] {1});
  }

  private static HmacKey hmacKey() throws Exception {
    return HmacKey.of(new byte[] {2});
  }
}
