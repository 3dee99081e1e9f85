package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.crypto.CipherMode;
import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.SpaFields;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Finds which of several keys made a packet, and with which algorithms, as an administrator wants
 * to know whose client is misconfigured: {@code WhoseKey PACKET KEY-FILE...}.
 */
public final class WhoseKey {
  private WhoseKey() {}

  public static void main(String[] args) throws Exception {
    var packet = new SpaPacket(args[0]);
    for (int i = 1; i < args.length; i++) {
      try (var settings = KeyFile.read(Path.of(args[i]))) {
        System.out.println(args[i] + ": " + tryAll(packet, settings));
      }
    }
  }

  private static String tryAll(SpaPacket packet, KeySettings settings) {
    var closest = PacketException.Reason.NOT_A_PACKET;
    for (HashAlgorithm hmac : HashAlgorithm.values()) {
      for (CipherMode mode : CipherMode.values()) {
        var suite = new SpaSuite(settings.suite().digest(), mode, hmac);
        try {
          SpaFields fields = new SpaOpener(settings.keys(), suite).open(packet).fields();
          return "yes, with " + mode + " and " + hmac + ": " + describe(fields);
        } catch (PacketException e) {
          closest = e.reason().compareTo(closest) > 0 ? e.reason() : closest;
        }
      }
    }
    return "no, " + of(closest);
  }

  private static String of(PacketException.Reason reason) {
    return switch (reason) {
      case NOT_A_PACKET -> "this is no packet";
      case HMAC_MISMATCH -> "another HMAC key made it";
      case NOT_DECRYPTED, DIGEST_MISMATCH -> "the HMAC key fits, but not the encryption key";
      case NOT_DECODED -> "the keys fit, but its content is not of fwknop";
    };
  }

  static String describe(SpaFields fields) {
    MessageType type = fields.type();
    Optional<Duration> time = fields.clientTimeout();
    return fields.username()
        + (type == MessageType.COMMAND ? " runs " : " opens ")
        + fields.message()
        + (type.hasNat() ? " to " + fields.natAccess().orElseThrow() : "")
        + (type.hasTimeout() ? " for " + time.orElseThrow().toSeconds() + " s" : "");
  }
}
