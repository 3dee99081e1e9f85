package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
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
 * @param intro what stands before them
 */
public record LikelyCauses(String intro, List<LikelyCause> causes) {
  private static final String ORDER = "likely in this order";

  /**
   * Those of a failure; empty for one that has other reasons.
   *
   * @param suspected those that something speaks for come first
   */
  public static Optional<LikelyCauses> of(
      ConnectFailure failure, Collection<LikelyCause> suspected) {
    return switch (failure) {
      case ConnectFailure.TimedOut silent when silent.stats().knocks() > 0 ->
          Optional.of(new LikelyCauses(ORDER, sorted(suspected)));
      case ConnectFailure.ConnectionRefused refused when refused.stats().knocks() > 0 ->
          Optional.of(
              new LikelyCauses(
                  "nothing listens there; or the firewall rejects and did not open, " + ORDER,
                  sorted(suspected)));
      // A firewall that rejects with "host prohibited" looks like a router without a route.
      case ConnectFailure.Unreachable unreachable when unreachable.stats().knocks() > 0 ->
          Optional.of(
              new LikelyCauses(
                  "the host is down; or the firewall rejects and did not open, " + ORDER,
                  sorted(suspected)));
      default -> Optional.empty();
    };
  }

  private static List<LikelyCause> sorted(Collection<LikelyCause> suspected) {
    return Stream.of(LikelyCause.values())
        .filter(cause -> cause != LikelyCause.SERVER_PORT || suspected.contains(cause))
        .sorted(Comparator.comparing(cause -> !suspected.contains(cause)))
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
