package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.Inet6Address;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The causes that a closed port may have, in their order.
 *
 * @param intro the text before them
 */
public record LikelyCauses(String intro, List<LikelyCause> causes) {
  private static final String ORDER = "possible causes, most likely first";
  private static final String CLOSED =
      "the port is still closed and the firewall rejects connections;"
          + " possible causes of a closed port, most likely first";

  /**
   * Those of a failure; empty for one that has other reasons.
   *
   * @param suspected those that something speaks for come first
   */
  public static Optional<LikelyCauses> of(
      ConnectFailure failure, Collection<LikelyCause> suspected) {
    return switch (failure) {
      case ConnectFailure.TimedOut silent when silent.stats().knocks() > 0 ->
          Optional.of(new LikelyCauses(ORDER, sorted(silent.stats(), suspected)));
      case ConnectFailure.ConnectionRefused refused when refused.stats().knocks() > 0 ->
          Optional.of(
              new LikelyCauses(
                  "no service listens there, or " + CLOSED, sorted(refused.stats(), suspected)));
      // A firewall that rejects with "host prohibited" cannot be told from a router without a
      // route.
      case ConnectFailure.Unreachable unreachable when unreachable.stats().knocks() > 0 ->
          Optional.of(
              new LikelyCauses(
                  "the host is down, or " + CLOSED, sorted(unreachable.stats(), suspected)));
      default -> Optional.empty();
    };
  }

  private static List<LikelyCause> sorted(
      ConnectFailure.DialStats seen, Collection<LikelyCause> suspected) {
    boolean six = seen.target().getAddress() instanceof Inet6Address;
    return Stream.of(LikelyCause.values())
        .filter(cause -> cause != LikelyCause.FAMILY || six)
        .filter(cause -> cause != LikelyCause.SERVER_PORT || suspected.contains(cause))
        .sorted(
            Comparator.comparing(
                cause -> cause != LikelyCause.FAMILY && !suspected.contains(cause)))
        .toList();
  }

  /** All in one line. */
  public String line() {
    return intro
        + ": "
        + causes.stream().map(LikelyCause::toString).collect(Collectors.joining("; "));
  }

  /** For a person at a terminal: one a line, with what settles it. */
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add(intro + ":");
    for (LikelyCause cause : causes) {
      lines.add("  %d. %s: %s".formatted(lines.size(), cause, cause.test()));
    }
    return lines;
  }
}
