package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** What no server opens is refused before it is sent, at the very value where servers stop. */
class WireLimitsTest {
  private static final Salt SALT = Salt.of(new byte[Salt.BYTES]);

  @ParameterizedTest
  @CsvSource({
    "MD5, 271",
    "SHA1, 255",
    "SHA256, 255",
    "SHA384, 239",
    "SHA512, 223",
    "SHA3_256, 255",
    "SHA3_512, 223"
  })
  void theLongestPlaintextDependsOnTheHmac(HashAlgorithm hmac, int longest) throws Exception {
    assertEquals(longest, longestPlaintext(hmacKeys(), hmac));
  }

  @Test
  void withoutHmacThePlaintextMayBeLongest() throws Exception {
    SpaKeys keys = SpaKeys.withoutHmac(EncryptionKey.of(new byte[] {1}));
    assertEquals(287, longestPlaintext(keys, HashAlgorithm.SHA256));
  }

  /**
   * Grows the command until the packet is refused; every character of it is one of the plaintext or
   * none.
   */
  private static int longestPlaintext(SpaKeys keys, HashAlgorithm hmac) {
    SpaSuite suite = new SpaSuite(HashAlgorithm.SHA256, CipherMode.CBC, hmac);
    int longest = 0;
    for (int size = 1; size < 180; size++) {
      for (int user = 1; user <= 4; user++) {
        SpaMessage message = message("u".repeat(user), command(size), 1_700_000_000);
        int plaintext =
            SpaPlaintext.withDigest(MessageEncoder.encode(message.fields()), suite.digest())
                .toBytes()
                .length;
        try {
          SpaPacket packet = new SpaSealer(keys, suite).seal(message, SALT);
          assertTrue(packet.wire().length() <= 399);
          longest = Math.max(longest, plaintext);
        } catch (PacketLimitException e) {
          assertEquals(Limit.WIRE_LENGTH, e.limit());
          assertTrue(e.value() >= 400, () -> "refused at " + e.value());
        }
      }
    }
    return longest;
  }

  @ParameterizedTest
  @CsvSource({"399, false", "400, true", "1458, true", "1459, false"})
  void aPacketOfGpgModeHas400To1458Characters(int length, boolean delivered) {
    SpaPacket packet = new SpaPacket("A".repeat(length));
    assertEquals(length >= 400, packet.isGpg());
    if (delivered) {
      assertDoesNotThrow(() -> WireLimits.check(Limit.GPG_WIRE_LENGTH, packet));
    } else {
      PacketLimitException refused =
          assertThrows(
              PacketLimitException.class, () -> WireLimits.check(Limit.GPG_WIRE_LENGTH, packet));
      assertEquals(length, refused.value());
    }
  }

  @Test
  void aMessageMayHave192BytesAndNoMore() {
    assertRefused(Limit.MESSAGE_BYTES, 193, message("u", command(193 - 8), 0), SpaSuite.DEFAULT);
    // One byte less passes this limit and meets the next.
    assertRefused(Limit.WIRE_LENGTH, 503, message("u", command(192 - 8), 0), SpaSuite.DEFAULT);
  }

  @Test
  void bytesCountAndNotCharacters() {
    SpaRequest euros = new SpaRequest.Command("€".repeat(62));
    assertRefused(Limit.MESSAGE_BYTES, 8 + 186, message("u", euros, 0), SpaSuite.DEFAULT);
  }

  @Test
  void aUserNameMayHave48CharactersAndNoMore() {
    assertDelivered(message("u".repeat(48), access(Optional.empty()), 0));
    SpaMessage message = message("u".repeat(49), access(Optional.empty()), 0);
    assertRefused(Limit.USERNAME_LENGTH, 49, message, SpaSuite.DEFAULT);
  }

  @Test
  void thePortMayBeWantedOpenFor65536SecondsAndNoLonger() {
    assertDelivered(message("u", access(Optional.of(Duration.ofSeconds(65536))), 0));
    SpaMessage message = message("u", access(Optional.of(Duration.ofSeconds(65537))), 0);
    assertRefused(Limit.OPEN_FOR_SECONDS, 65537, message, SpaSuite.DEFAULT);
  }

  @Test
  void timeEndsIn2038AndBeginsIn1970() {
    assertDelivered(message("u", access(Optional.empty()), Integer.MAX_VALUE));
    long after = Integer.MAX_VALUE + 1L;
    assertRefused(
        Limit.TIMESTAMP, after, message("u", access(Optional.empty()), after), SpaSuite.DEFAULT);
    assertRefused(
        Limit.TIMESTAMP, -1, message("u", access(Optional.empty()), -1), SpaSuite.DEFAULT);
  }

  @Test
  void legacyModeAndHmacExcludeEachOther() {
    SpaSuite legacy = new SpaSuite(HashAlgorithm.SHA256, CipherMode.LEGACY, HashAlgorithm.SHA256);
    assertRefused(
        Limit.HMAC_WITH_LEGACY_MODE, 1, message("u", access(Optional.empty()), 0), legacy);
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void theSmallestPacketIsBigEnoughForEveryServer(HashAlgorithm digest) throws Exception {
    SpaKeys keys = SpaKeys.withoutHmac(EncryptionKey.of(new byte[] {1}));
    SpaSuite suite = new SpaSuite(digest, CipherMode.CBC, HashAlgorithm.SHA256);
    SpaPacket packet =
        new SpaSealer(keys, suite)
            .seal(message("u", access(Optional.empty()), 1_700_000_000), SALT);
    assertTrue(packet.wire().length() >= 140);
  }

  private static SpaRequest command(int length) {
    return new SpaRequest.Command(String.join("", Collections.nCopies(length, "x")));
  }

  private static SpaRequest access(Optional<Duration> openFor) {
    return new SpaRequest.Access(List.of(PortSpec.tcp(22)), Optional.empty(), openFor);
  }

  private static SpaMessage message(String user, SpaRequest request, long time) {
    return new SpaMessage(
        new Nonce("0123456789012345"),
        new Username(user),
        Instant.ofEpochSecond(time),
        AllowIp.PACKET_SOURCE,
        request,
        Optional.empty());
  }

  private static void assertDelivered(SpaMessage message) {
    assertDoesNotThrow(() -> new SpaSealer(hmacKeys(), SpaSuite.DEFAULT).seal(message, SALT));
  }

  private static void assertRefused(Limit limit, long value, SpaMessage message, SpaSuite suite) {
    PacketLimitException refused =
        assertThrows(
            PacketLimitException.class, () -> new SpaSealer(hmacKeys(), suite).seal(message, SALT));
    assertEquals(limit, refused.limit());
    assertEquals(value, refused.value());
  }

  private static SpaKeys hmacKeys() throws Exception {
    return SpaKeys.of(EncryptionKey.of(new byte[] {1}), HmacKey.of(new byte[] {2}));
  }
}
