package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.profile.ProfileException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.transport.TransportException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Sends one packet with the settings of a stanza, or says in one sentence why it cannot: {@code
 * KnockSentence RC-FILE STANZA}.
 */
public final class KnockSentence {
  private KnockSentence() {}

  public static void main(String[] args) throws InterruptedException {
    try (var profile = Profile.ofStanza(Path.of(args[0]), args[1])) {
      profile.knock();
      System.out.println("A packet was sent.");
    } catch (IOException | PacketLimitException | GpgException | PublicIpException e) {
      System.out.println(of(e));
      System.exit(1);
    }
  }

  /** {@return one sentence for whatever {@link Profile} throws} */
  public static String of(Exception failure) {
    return switch (failure) {
      case ProfileException e -> of(e.reason(), e.where());
      case PacketLimitException e -> of(e.limit(), e.value());
      case GpgException e -> of(e.reason(), e.detail());
      case PublicIpException e -> "Your public address is unknown (" + e.reason() + ").";
      case TransportException e -> of(e.reason(), e.detail());
      default -> "The network is not available: " + failure.getMessage();
    };
  }

  private static String of(ProfileException.Reason reason, String where) {
    return switch (reason) {
      case UNUSABLE_FILE, BAD_VALUE -> "Correct " + where + ".";
      case NO_SERVER -> "Add SPA_SERVER to " + where + ".";
      case NO_KEY -> "Add KEY_BASE64 to " + where + ".";
      case NO_HMAC_KEY -> "Add HMAC_KEY_BASE64 to " + where + ".";
      case SAME_KEYS -> "Make a second key: both in " + where + " are the same.";
      case NO_RECIPIENT -> "Add GPG_RECIPIENT to " + where + ".";
      case PROTOCOL_NOT_AVAILABLE -> "Use SPA_SERVER_PROTO udp, tcp or http in " + where + ".";
      case PORT_NOT_OPENED -> "Add the port to ACCESS in " + where + ".";
      case SEVERAL_PORTS -> "Leave one port in " + where + ": its NAT port is for one.";
    };
  }

  private static String of(PacketLimitException.Limit limit, long value) {
    return switch (limit) {
      case HMAC_WITH_LEGACY_MODE -> "Servers with the legacy mode check no HMAC: remove its key.";
      case TIMESTAMP -> "Correct the clock of this machine: it is not between 1970 and 2038.";
      default ->
          "%s: %d is more than the %d that servers read.".formatted(limit, value, limit.highest());
    };
  }

  private static String of(GpgException.Reason reason, String detail) {
    return switch (reason) {
      case NOT_STARTED -> "Install gpg: " + detail + " does not start.";
      case NO_RECIPIENT_KEY -> "Import the key of " + detail + ".";
      case NO_SIGNING_KEY -> "Create a key to sign with: " + detail + " has none.";
      case WRONG_PASS_PHRASE, PASS_PHRASE_NEEDED -> "Enter the pass phrase of " + detail + ".";
      default -> "gpg failed (" + reason + "): " + detail;
    };
  }

  private static String of(TransportException.Reason reason, String detail) {
    return switch (reason) {
      case REQUEST_TOO_LONG -> "Use UDP: as an HTTP request the packet has " + detail + " bytes.";
      case NAME_NOT_FOR_HTTP -> "Use the address of " + detail + ".";
      case IPV6_NOT_HEARD -> "fwknopd has no IPv6: " + detail + " is no use.";
      case NOT_ONE_SEGMENT -> "Try again: only " + detail + " bytes were sent.";
    };
  }
}
