package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.Salt;
import io.github.fwknoptunnel.spa.crypto.SaltedCiphertext;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;

/**
 * Turns a message into the one packet that goes on the wire: the knock path, top to bottom.
 * Thread-safe; borrows the keys, which the caller closes.
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
   * @throws UndeliverableException if no server could open the result
   */
  public SpaPacket seal(SpaMessage message, Salt salt) throws UndeliverableException {
    WireLimits.check(message, keys, suite);
    EncodedMessage fields = MessageEncoder.encode(message.fields());
    SpaPlaintext plaintext = SpaPlaintext.withDigest(fields, suite.digest());
    SaltedCiphertext sealed = keys.encryption().encrypt(plaintext.toBytes(), suite.mode(), salt);
    return WireLimits.check(SpaPacket.authenticate(sealed, keys.hmac(), suite.hmac()));
  }
}
