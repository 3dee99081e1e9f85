package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;

/** Error texts for packets that no server would open. */
public final class PacketLimitMessages {
  private PacketLimitMessages() {}

  public static CliError of(PacketLimitException e) {
    return switch (e.limit()) {
      case WIRE_LENGTH ->
          problem(
              "the packet has " + over(e, "characters"),
              "request fewer ports, or use a shorter digest");
      case GPG_WIRE_LENGTH -> gpgLength(e);
      case MESSAGE_BYTES -> problem("the request has " + over(e, "bytes"), "request fewer ports");
      case USERNAME_LENGTH ->
          problem("the user name has " + over(e, "characters"), "set a shorter one with -U");
      case OPEN_FOR_SECONDS -> problem("-f requests " + over(e, "seconds"), "use a shorter time");
      case TIMESTAMP ->
          problem("the time is " + over(e, "Unix seconds"), "check the clock of this machine");
      case HMAC_WITH_LEGACY_MODE ->
          problem(
              "the legacy mode and an HMAC key exclude each other",
              "remove the HMAC key, or use another mode: servers that need the legacy mode do not support HMACs");
    };
  }

  private static String over(PacketLimitException e, String unit) {
    return e.value() + " " + unit + ", the limit is " + e.limit().highest();
  }

  private static CliError gpgLength(PacketLimitException e) {
    return problem(
        "the packet of GPG mode has %d characters, the limit is %d to %d"
            .formatted(e.value(), e.limit().lowest(), e.limit().highest()),
        e.value() < e.limit().lowest()
            ? "sign with a larger key"
            : "sign with a smaller key (ed25519 is the smallest), or use an RSA key of 2048 bits for the server");
  }

  private static CliError problem(String error, String hint) {
    return CliError.config(error, hint);
  }
}
