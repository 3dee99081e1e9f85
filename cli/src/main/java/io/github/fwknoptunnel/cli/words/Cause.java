package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a port stays closed after a knock, the likelier first. A server that refuses a packet says
 * nothing, so from here they all look alike.
 */
public enum Cause {
  KEY("another key or HMAC key on the server"),
  CLOCK("a clock more than 2 minutes off"),
  ADDRESS("another address of this machine seen there (-a)"),
  OPEN_PORTS("the port not in its OPEN_PORTS"),
  CAPTURE(
      "fwknopd hears UDP port 62201 only, or nothing without ENABLE_NFQ_CAPTURE Y (Ubuntu 24.04)"),
  QUEUE("the packet still in its queue (NFQUEUE), or only the first of its ports opened"),
  LOST("the packet lost on its way, or no fwknopd running there");

  private final String words;

  Cause(String words) {
    this.words = words;
  }

  /**
   * One line that names them all in their order; empty for a failure that has other reasons.
   *
   * @param suspected those that something speaks for come first
   */
  public static Optional<String> inOrder(OpenFailure failure, Collection<Cause> suspected) {
    return switch (failure) {
      case OpenFailure.Silent silent when silent.seen().knocks() > 0 ->
          Optional.of("likely in this order: " + joined(suspected));
      case OpenFailure.Refused refused when refused.seen().knocks() > 0 ->
          Optional.of(
              "nothing listens there; or the firewall rejects and did not open, likely in this"
                  + " order: "
                  + joined(suspected));
      // A firewall that rejects with "host prohibited" looks like a router without a route.
      case OpenFailure.Unreachable unreachable when unreachable.seen().knocks() > 0 ->
          Optional.of(
              "the host is down; or the firewall rejects and did not open, likely in this order: "
                  + joined(suspected));
      default -> Optional.empty();
    };
  }

  private static String joined(Collection<Cause> suspected) {
    return Stream.of(values())
        .sorted(Comparator.comparing(cause -> !suspected.contains(cause)))
        .map(Cause::toString)
        .collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    return words;
  }
}
