package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;

/**
 * Makes the packet of a message: encode, digest, encrypt, authenticate. {@link GpgSealer} does the
 * same with gpg in place of AES. Thread-safe; borrows the keys, which the caller closes.
 */
public final class SpaSealer {
  private final SpaKeys keys;
  private final SpaSuite suite;

  /**
   * Creates a sealer with these keys and algorithms.
   *
   * @param keys must stay open as long as the sealer is used
   * @param suite those that the server is configured for
   */
  public SpaSealer(SpaKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.suite = suite;
  }

  /**
   * Makes the packet of a message.
   *
   * @param message a fresh one for every packet
   * @param salt a fresh random one for every packet
   * @return a packet to send once
   * @throws PacketLimitException if no server could decode the packet
   */
  public SpaPacket seal(SpaMessage message, Salt salt) throws PacketLimitException {
    WireLimits.check(message);
    WireLimits.check(keys, suite);
    String fields = MessageEncoder.encode(message.fields());
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, suite.digest());
    SaltedCiphertext sealed = keys.encryption().encrypt(plaintext.toBytes(), suite.mode(), salt);
    SpaPacket packet = EncodedCiphertext.of(sealed).authenticate(keys.hmac(), suite.hmac());
    return WireLimits.check(Limit.WIRE_LENGTH, packet);
  }
}
