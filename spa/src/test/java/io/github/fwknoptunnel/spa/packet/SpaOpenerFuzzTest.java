package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.fwknoptunnel.spa.codec.UnpaddedBase64;
import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whatever arrives, it opens or is refused as documented. Each test starts one layer deeper: what
 * is around the random part is right, so that the layer is reached at all.
 */
class SpaOpenerFuzzTest {
  private static final Salt SALT = Salt.of(new byte[Salt.BYTES]);

  @FuzzTest
  void anyTextOpensOrIsRefused(byte[] input) throws KeyException {
    SpaPacket packet = new SpaPacket(new String(input, StandardCharsets.UTF_8));
    open(packet, keys());
    open(packet, SpaKeys.withoutHmac(encryptionKey()));
  }

  /** Salt and ciphertext. */
  @FuzzTest
  void anyBytesWithARightHmacOpenOrAreRefused(byte[] input) throws KeyException {
    byte[] salted = Arrays.copyOf("Salted__".getBytes(StandardCharsets.US_ASCII), 8 + input.length);
    System.arraycopy(input, 0, salted, 8, input.length);
    open(
        authenticated(
            new EncodedCiphertext(
                EncodedCiphertext.StrippedPrefix.SALTED, UnpaddedBase64.encode(salted))),
        keys());
  }

  @FuzzTest
  void anyPlaintextOpensOrIsRefused(byte[] input) throws KeyException {
    open(sealed(input), keys());
  }

  @FuzzTest
  void anyFieldsWithTheirDigestOpenOrAreRefused(byte[] input) throws KeyException {
    String fields = new String(input, StandardCharsets.US_ASCII);
    for (HashAlgorithm digest : HashAlgorithm.values()) {
      byte[] plaintext = SpaPlaintext.withDigest(fields, digest).toBytes();
      Optional<OpenedPacket> opened = open(sealed(plaintext), keys());
      opened.ifPresent(packet -> assertEquals(digest, packet.digestType()));
      opened.ifPresent(packet -> writtenAgainSaysTheSame(packet, fields));
    }
  }

  /** Longer than before it may be over a limit: broken UTF-8 grows when it is replaced. */
  private static void writtenAgainSaysTheSame(OpenedPacket packet, String before) {
    String again = MessageEncoder.encode(packet.fields());
    if (again.length() <= before.length()) {
      assertEquals(Optional.of(packet.fields()), MessageDecoder.decode(again));
    }
  }

  private static SpaPacket sealed(byte[] plaintext) throws KeyException {
    SaltedCiphertext ciphertext = encryptionKey().encrypt(plaintext, CipherMode.CBC, SALT);
    return authenticated(EncodedCiphertext.of(ciphertext));
  }

  private static SpaPacket authenticated(EncodedCiphertext text) throws KeyException {
    return text.authenticate(Optional.of(hmacKey()), SpaSuite.DEFAULT.hmac());
  }

  private static Optional<OpenedPacket> open(SpaPacket packet, SpaKeys keys) {
    try {
      return Optional.of(new SpaOpener(keys, SpaSuite.DEFAULT).open(packet));
    } catch (PacketException refused) {
      return Optional.empty();
    }
  }

  private static SpaKeys keys() throws KeyException {
    return SpaKeys.of(encryptionKey(), hmacKey());
  }

  private static EncryptionKey encryptionKey() throws KeyException {
    return EncryptionKey.of(new byte[] {1});
  }

  private static HmacKey hmacKey() throws KeyException {
    return HmacKey.of(new byte[] {2});
  }
}
