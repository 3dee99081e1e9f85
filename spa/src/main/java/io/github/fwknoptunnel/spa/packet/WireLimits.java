package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.UndeliverableException.Limit;
import java.nio.charset.StandardCharsets;

/** Refuses what no server opens, before anything is sent (PROTOCOL.md section 3). */
final class WireLimits {
  private WireLimits() {}

  static void check(SpaMessage message) throws UndeliverableException {
    String text = message.request().message();
    check(Limit.MESSAGE_BYTES, text.getBytes(StandardCharsets.UTF_8).length);
    check(Limit.USERNAME_LENGTH, message.username().name().length());
    if (message.request().openFor().isPresent()) {
      check(Limit.OPEN_FOR_SECONDS, message.request().openFor().get().toSeconds());
    }
    check(Limit.TIMESTAMP, message.timestamp().getEpochSecond());
  }

  static void check(SpaKeys keys, SpaSuite suite) throws UndeliverableException {
    if (suite.mode() == CipherMode.LEGACY && keys.hmac().isPresent()) {
      throw new UndeliverableException(Limit.HMAC_WITH_LEGACY_MODE, 1);
    }
  }

  static SpaPacket check(Limit length, SpaPacket packet) throws UndeliverableException {
    check(length, packet.wire().length());
    return packet;
  }

  private static void check(Limit limit, long value) throws UndeliverableException {
    if (value > limit.highest() || value < limit.lowest()) {
      throw new UndeliverableException(limit, value);
    }
  }
}
