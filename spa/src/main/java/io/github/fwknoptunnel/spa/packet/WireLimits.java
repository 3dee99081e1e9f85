package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;
import java.nio.charset.StandardCharsets;

/** Refuses packets that no server can decode, before they are sent (PROTOCOL.md section 3). */
final class WireLimits {
  private WireLimits() {}

  static void check(SpaMessage message) throws PacketLimitException {
    String text = message.request().message(message.allowed());
    check(Limit.MESSAGE_BYTES, text.getBytes(StandardCharsets.UTF_8).length);
    check(Limit.USERNAME_LENGTH, message.username().name().length());
    if (message.request().accessTimeout().isPresent()) {
      check(Limit.OPEN_FOR_SECONDS, message.request().accessTimeout().get().toSeconds());
    }
    check(Limit.TIMESTAMP, message.timestamp().getEpochSecond());
  }

  static void check(SpaKeys keys, SpaSuite suite) throws PacketLimitException {
    if (suite.mode() == CipherMode.LEGACY && keys.hmac().isPresent()) {
      throw new PacketLimitException(Limit.HMAC_WITH_LEGACY_MODE, 1);
    }
  }

  static SpaPacket check(Limit length, SpaPacket packet) throws PacketLimitException {
    check(length, packet.wire().length());
    return packet;
  }

  private static void check(Limit limit, long value) throws PacketLimitException {
    if (value > limit.highest() || value < limit.lowest()) {
      throw new PacketLimitException(limit, value);
    }
  }
}
