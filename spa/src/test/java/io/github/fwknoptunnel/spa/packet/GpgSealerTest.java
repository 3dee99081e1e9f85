package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgSignature.Verdict;
import io.github.fwknoptunnel.spa.gpg.Keyring;
import io.github.fwknoptunnel.spa.gpg.Keyring.Key;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.PacketException.Reason;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Packets that a real gpg signs and encrypts, opened as a server opens them. */
@Timeout(180)
class GpgSealerTest {
  private static final byte[] HMAC_KEY = "an HMAC key".getBytes(StandardCharsets.UTF_8);
  private static final int HMAC_LENGTH = 43;
  private static final SpaRequest SSH = SpaRequest.access(PortSpec.tcp(22));

  @AutoClose private static Keyring keyring;

  @BeforeAll
  static void makeKeys() throws Exception {
    keyring = Keyring.of(Key.SERVER, Key.BIG_SERVER, Key.SIGNER);
  }

  @ParameterizedTest
  @EnumSource(names = {"SERVER", "SIGNER"})
  void whatIsSealedOpensAgain(Key signer) throws Exception {
    SpaPacket packet = seal(keys(Key.SERVER, signer));
    assertTrue(packet.isGpg());
    OpenedGpgPacket opened = open(packet, hmac());
    assertEquals(message("u").fields(), opened.packet().fields());
    assertEquals(HashAlgorithm.SHA256, opened.packet().digestType());
    assertEquals(Verdict.GOOD, opened.signature().orElseThrow().verdict());
    assertEquals(signer.name(), opened.signature().orElseThrow().userId());
  }

  @ParameterizedTest
  @EnumSource(HashAlgorithm.class)
  void everyAlgorithmServesForDigestAndHmac(HashAlgorithm algorithm) throws Exception {
    SpaSuite suite = new SpaSuite(algorithm, SpaSuite.DEFAULT.mode(), algorithm);
    SpaPacket packet = new GpgSealer(keys(Key.SERVER, Key.SIGNER), suite).seal(message("u"));
    GpgOpener opener = new GpgOpener(keyring.settings(), hmac(), suite);
    assertEquals(algorithm, opener.open(packet).packet().digestType());
  }

  @Test
  void anHmacIsNotRequired() throws Exception {
    GpgKeys keys = GpgKeys.withoutHmac(keyring.settings(), "SERVER").signedBy("SIGNER");
    SpaPacket packet = seal(keys);
    assertEquals(message("u").fields(), open(packet, Optional.empty()).packet().fields());
  }

  /** Without one gpg takes its default key, the first secret one. */
  @Test
  void aSignerIsNotRequired() throws Exception {
    GpgKeys keys = GpgKeys.of(keyring.settings(), "SERVER", HmacKey.of(HMAC_KEY));
    assertEquals("SERVER", open(seal(keys), hmac()).signature().orElseThrow().userId());
  }

  @Test
  void theHmacCoversTheTwoCharactersThatAreNotSent() throws Exception {
    String wire = seal(keys(Key.SERVER, Key.SIGNER)).wire();
    String body = wire.substring(0, wire.length() - HMAC_LENGTH);
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(HMAC_KEY, "RAW"));
    byte[] hmac = mac.doFinal(("hQ" + body).getBytes(StandardCharsets.US_ASCII));
    assertEquals(
        Base64.getEncoder().withoutPadding().encodeToString(hmac), wire.substring(body.length()));
    byte[] message = Base64.getDecoder().decode("hQ" + body);
    String plaintext = new String(keyring.gpg(message, "--decrypt"), StandardCharsets.US_ASCII);
    assertTrue(plaintext.startsWith("0123456789012345:dQ:1700000000:3.0.0:1:"), plaintext);
  }

  @Test
  void anotherHmacKeyAndChangedBytesAreRefusedBeforeGpgSeesThem() throws Exception {
    SpaPacket packet = seal(keys(Key.SERVER, Key.SIGNER));
    SpaPacket changed = new SpaPacket("B" + packet.wire().substring(1));
    Optional<HmacKey> other = Optional.of(HmacKey.of(new byte[] {1}));
    for (var opening : List.of(opening(changed, hmac()), opening(packet, other))) {
      assertEquals(Reason.HMAC_MISMATCH, assertThrows(PacketException.class, opening).reason());
    }
  }

  @Test
  void anUnsignedMessageIsSeenToBeUnsigned() throws Exception {
    byte[] plaintext =
        SpaPlaintext.withDigest(MessageEncoder.encode(message("u").fields()), HashAlgorithm.SHA256)
            .toBytes();
    byte[] message =
        keyring.gpg(plaintext, "--trust-model=always", "--recipient=SERVER", "--encrypt");
    String text = Base64.getEncoder().withoutPadding().encodeToString(message);
    OpenedGpgPacket opened = open(new SpaPacket(text.substring(2)), Optional.empty());
    assertEquals(Optional.empty(), opened.signature());
    assertEquals(message("u").fields(), opened.packet().fields());
  }

  @Test
  void whatWasSignedAndIsNoSpaMessageIsNotDecoded() throws Exception {
    byte[] message =
        keyring.gpg(
            "hello, wörld".getBytes(StandardCharsets.UTF_8),
            "--trust-model=always",
            "--recipient=SERVER",
            "--sign",
            "--encrypt");
    String text = Base64.getEncoder().withoutPadding().encodeToString(message);
    PacketException refused =
        assertThrows(
            PacketException.class, opening(new SpaPacket(text.substring(2)), Optional.empty()));
    assertEquals(Reason.NOT_DECODED, refused.reason());
  }

  @Test
  void whatNoServerReadsIsNoPacket() {
    PacketException refused =
        assertThrows(
            PacketException.class, opening(new SpaPacket("A".repeat(1500)), Optional.empty()));
    assertEquals(Reason.NOT_A_PACKET, refused.reason());
  }

  @Test
  void aMessageThatFitsInNoCapturedFrameIsRefused() {
    PacketLimitException refused =
        assertThrows(PacketLimitException.class, () -> seal(keys(Key.BIG_SERVER, Key.BIG_SERVER)));
    assertEquals(Limit.GPG_WIRE_LENGTH, refused.limit());
    assertTrue(refused.value() > 1458, () -> "" + refused.value());
  }

  @Test
  void theLimitsOfTheFieldsHoldHereToo() {
    GpgSealer sealer = new GpgSealer(keys(Key.SERVER, Key.SIGNER), SpaSuite.DEFAULT);
    PacketLimitException refused =
        assertThrows(PacketLimitException.class, () -> sealer.seal(message("u".repeat(49))));
    assertEquals(Limit.USERNAME_LENGTH, refused.limit());
  }

  @Test
  void theClientMakesSuchPackets() throws Exception {
    SpaClient client =
        SpaClient.builder(keys(Key.SERVER, Key.SIGNER)).username(new Username("alice")).build();
    OpenedPacket opened = open(client.seal(SSH), hmac()).packet();
    assertEquals("alice", opened.fields().username());
    assertFalse(client.seal(SSH).equals(client.seal(SSH)));
  }

  private static Optional<HmacKey> hmac() throws Exception {
    return Optional.of(HmacKey.of(HMAC_KEY));
  }

  private static GpgKeys keys(Key recipient, Key signer) {
    try {
      return GpgKeys.of(keyring.settings(), recipient.name(), HmacKey.of(HMAC_KEY))
          .signedBy(signer.name());
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  private static SpaPacket seal(GpgKeys keys) throws GpgException, PacketLimitException {
    return new GpgSealer(keys, SpaSuite.DEFAULT).seal(message("u"));
  }

  private static OpenedGpgPacket open(SpaPacket packet, Optional<HmacKey> hmac)
      throws GpgException, PacketException {
    return new GpgOpener(keyring.settings(), hmac, SpaSuite.DEFAULT).open(packet);
  }

  private static Executable opening(SpaPacket packet, Optional<HmacKey> hmac) {
    return () -> open(packet, hmac);
  }

  private static SpaMessage message(String user) {
    return new SpaMessage(
        new Nonce("0123456789012345"),
        new Username(user),
        Instant.ofEpochSecond(1_700_000_000),
        AllowIp.PACKET_SOURCE,
        SSH,
        Optional.empty());
  }
}
