package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.gpg.Gpg;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgMessage;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;

/**
 * Turns a message into the one packet that goes on the wire, signed and encrypted by gpg. {@link
 * SpaSealer} does the same with AES. Thread-safe; borrows the keys, which the caller closes.
 */
public final class GpgSealer {
  private final GpgKeys keys;
  private final Gpg gpg;
  private final SpaSuite suite;

  /**
   * Seals with these keys and algorithms.
   *
   * @param suite its mode is not used: gpg chooses the cipher
   */
  public GpgSealer(GpgKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.gpg = new Gpg(keys.settings());
    this.suite = suite;
  }

  /**
   * Seals {@code message}. Take a fresh one for every packet.
   *
   * @throws GpgException if gpg did not do it, or the recipient's key is not one servers can use
   * @throws PacketLimitException if no server could open the result
   */
  public SpaPacket seal(SpaMessage message) throws GpgException, PacketLimitException {
    WireLimits.check(message);
    EncodedMessage fields = MessageEncoder.encode(message.fields());
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, suite.digest());
    GpgMessage sealed = gpg.signAndEncrypt(plaintext.toBytes(), keys.recipient(), keys.signer());
    SpaPacket packet = EncodedCiphertext.of(sealed).authenticate(keys.hmac(), suite.hmac());
    return WireLimits.check(Limit.GPG_WIRE_LENGTH, packet);
  }
}
