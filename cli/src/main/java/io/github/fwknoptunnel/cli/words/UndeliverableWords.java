package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.spa.packet.UndeliverableException;

/** Words for packets that no server would open. */
public final class UndeliverableWords {
  private UndeliverableWords() {}

  public static Problem of(UndeliverableException e) {
    String over = e.value() + ", the limit is " + e.limit().highest();
    return switch (e.limit()) {
      case WIRE_LENGTH ->
          problem("the packet has " + over + " characters", "fewer ports, or a shorter digest");
      case MESSAGE_BYTES -> problem("the request has " + over + " bytes", "ask for fewer ports");
      case USERNAME_LENGTH ->
          problem("the user name has " + over + " characters", "-U sets a shorter one");
      case OPEN_FOR_SECONDS -> problem("-f is " + over + " seconds", "servers know no longer time");
      case TIMESTAMP -> problem("the time is " + over, "is the clock of this machine right?");
      case HMAC_WITH_LEGACY_MODE ->
          problem(
              "the legacy mode and an HMAC key exclude each other",
              "servers of that age know no HMAC: take the HMAC key out, or the mode");
    };
  }

  private static Problem problem(String error, String hint) {
    return new Problem(ExitStatus.CONFIGURATION, error, hint);
  }
}
