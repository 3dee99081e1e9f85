package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Why a port stays closed after a knock, the likelier first. A server that refuses a packet says
 * nothing, so from here they all look alike.
 */
public enum LikelyCause {
  KEY("another key or HMAC key on the server"),
  CLOCK("a clock more than 2 minutes off"),
  ADDRESS("another address of this machine seen there (-a)"),
  OPEN_PORTS("the port not in its OPEN_PORTS"),
  CAPTURE(
      "fwknopd hears UDP port 62201 only, or nothing without ENABLE_NFQ_CAPTURE Y (Ubuntu 24.04)"),
  QUEUE("the packet still in its queue (NFQUEUE), or only the first of its ports opened"),
  LOST("the packet lost on its way, or no fwknopd running there");

  private final String words;

  LikelyCause(String words) {
    this.words = words;
  }

  /**
   * One line that names them all in their order; empty for a failure that has other reasons.
   *
   * @param suspected those that something speaks for come first
   */
  public static Optional<String> inOrder(
      ConnectFailure failure, Collection<LikelyCause> suspected) {
    return switch (failure) {
      case ConnectFailure.TimedOut silent when silent.stats().knocks() > 0 ->
          Optional.of("likely in this order: " + joined(suspected));
      case ConnectFailure.ConnectionRefused refused when refused.stats().knocks() > 0 ->
          Optional.of(
              "nothing listens there; or the firewall rejects and did not open, likely in this"
                  + " order: "
                  + joined(suspected));
      // A firewall that rejects with "host prohibited" looks like a router without a route.
      case ConnectFailure.Unreachable unreachable when unreachable.stats().knocks() > 0 ->
          Optional.of(
              "the host is down; or the firewall rejects and did not open, likely in this order: "
                  + joined(suspected));
      default -> Optional.empty();
    };
  }

  private static String joined(Collection<LikelyCause> suspected) {
    return Stream.of(values())
        .sorted(Comparator.comparing(cause -> !suspected.contains(cause)))
        .map(LikelyCause::toString)
        .collect(Collectors.joining("; "));
  }

  @Override
  public String toString() {
    return words;
  }
}
