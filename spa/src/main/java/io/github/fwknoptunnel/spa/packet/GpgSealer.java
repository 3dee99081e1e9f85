package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.gpg.Gpg;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgMessage;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;

/**
 * Makes the packet of a message, signed and encrypted by gpg. {@link SpaSealer} does the same with
 * AES. Thread-safe; borrows the keys, which the caller closes.
 */
public final class GpgSealer {
  private final GpgKeys keys;
  private final Gpg gpg;
  private final SpaSuite suite;

  /**
   * Creates a sealer with these keys and algorithms.
   *
   * @param keys must stay open as long as the sealer is used
   * @param suite its cipher mode is ignored: gpg chooses the cipher
   */
  public GpgSealer(GpgKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.gpg = new Gpg(keys.settings());
    this.suite = suite;
  }

  /**
   * Makes the packet of a message. Blocks while gpg runs.
   *
   * @param message a fresh one for every packet
   * @return a packet to send once
   * @throws GpgException if gpg failed, or servers cannot use the recipient's key
   * @throws PacketLimitException if no server could decode the packet
   */
  public SpaPacket seal(SpaMessage message) throws GpgException, PacketLimitException {
    WireLimits.check(message);
    String fields = MessageEncoder.encode(message.fields());
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, suite.digest());
    GpgMessage sealed = gpg.signAndEncrypt(plaintext.toBytes(), keys.recipient(), keys.signer());
    SpaPacket packet = EncodedCiphertext.of(sealed).authenticate(keys.hmac(), suite.hmac());
    return WireLimits.check(Limit.GPG_WIRE_LENGTH, packet);
  }
}
