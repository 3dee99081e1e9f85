package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;

/**
 * Turns a message into the one packet that goes on the wire: the knock path, top to bottom. {@link
 * GpgSealer} is the same path with gpg in place of AES. Thread-safe; borrows the keys, which the
 * caller closes.
 */
public final class SpaSealer {
  private final SpaKeys keys;
  private final SpaSuite suite;

  public SpaSealer(SpaKeys keys, SpaSuite suite) {
    this.keys = keys;
    this.suite = suite;
  }

  /**
   * Seals {@code message}. Take a fresh message and a fresh random salt for every packet.
   *
   * @throws PacketLimitException if no server could open the result
   */
  public SpaPacket seal(SpaMessage message, Salt salt) throws PacketLimitException {
    WireLimits.check(message);
    WireLimits.check(keys, suite);
    EncodedMessage fields = MessageEncoder.encode(message.fields());
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, suite.digest());
    SaltedCiphertext sealed = keys.encryption().encrypt(plaintext.toBytes(), suite.mode(), salt);
    SpaPacket packet = EncodedCiphertext.of(sealed).authenticate(keys.hmac(), suite.hmac());
    return WireLimits.check(Limit.WIRE_LENGTH, packet);
  }
}
