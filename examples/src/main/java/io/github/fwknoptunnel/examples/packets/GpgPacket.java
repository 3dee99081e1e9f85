package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.gpg.GpgKeys;
import io.github.fwknoptunnel.spa.gpg.GpgPassphrase;
import io.github.fwknoptunnel.spa.gpg.GpgSettings;
import io.github.fwknoptunnel.spa.gpg.GpgSignature;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.Nonce;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.packet.GpgOpener;
import io.github.fwknoptunnel.spa.packet.GpgSealer;
import io.github.fwknoptunnel.spa.packet.OpenedGpgPacket;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Optional;
import java.util.Scanner;

/**
 * Makes a packet with gpg and opens it as the server would: {@code GpgPacket KEYRING SERVER-KEY
 * OWN-KEY none|agent|stdin}, by what asks for the pass phrase. The keyring must have both secret
 * keys.
 */
public final class GpgPacket {
  private GpgPacket() {}

  public static void main(String[] args) throws Exception {
    var settings = GpgSettings.DEFAULT.withHome(Path.of(args[0]));
    try (var keys =
        GpgKeys.withoutHmac(settings.withUnlock(unlock(args[3])), args[1]).signedBy(args[2])) {
      SpaPacket packet = seal(keys);
      System.out.println(packet.isGpg() + ", " + packet.wire().length() + " characters");
      var opener = new GpgOpener(settings, keys.hmac(), SpaSuite.DEFAULT);
      OpenedGpgPacket opened = opener.open(packet);
      System.out.println("asks for " + opened.packet().fields().message());
      System.out.println(opened.signature().map(GpgPacket::of).orElse("not signed"));
    } catch (GpgException e) {
      System.err.println("gpg: " + e.reason() + " " + e.detail());
      System.exit(1);
    }
  }

  private static GpgPassphrase unlock(String how) throws KeyException {
    return switch (how) {
      case "none" -> new GpgPassphrase.None();
      case "agent" -> new GpgPassphrase.Agent();
      default -> {
        var line = new Scanner(System.in, StandardCharsets.UTF_8).nextLine();
        yield new GpgPassphrase.Provided(PassPhrase.of(line.getBytes(StandardCharsets.UTF_8)));
      }
    };
  }

  private static SpaPacket seal(GpgKeys keys) throws Exception {
    var message =
        new SpaMessage(
            Nonce.random(new SecureRandom()),
            new Username("alice"),
            Instant.now(),
            AllowIp.PACKET_SOURCE,
            SpaRequest.access(PortSpec.tcp(22)),
            Optional.empty());
    return new GpgSealer(keys, SpaSuite.DEFAULT).seal(message);
  }

  private static String of(GpgSignature signature) {
    return switch (signature.verdict()) {
      case GOOD -> "signed by " + signature.userId();
      case EXPIRED, KEY_EXPIRED, KEY_REVOKED -> "signed with an old key of " + signature.userId();
      case UNKNOWN_KEY -> "signed by an unknown key " + signature.key();
      case BAD -> "changed after it was signed";
    };
  }
}
