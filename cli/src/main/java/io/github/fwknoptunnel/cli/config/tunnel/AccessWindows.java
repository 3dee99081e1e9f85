package io.github.fwknoptunnel.cli.config.tunnel;

import java.time.Duration;
import java.util.Optional;

/** How long a port is trusted when nobody says. */
public final class AccessWindows {
  /** Two thirds of the 30 s that servers keep a port open by default. */
  private static final Duration STANDARD = Duration.ofSeconds(20);

  /** What servers cut longer wishes to by default (MAX_FW_TIMEOUT). */
  private static final Duration LONGEST_GRANTED = Duration.ofMinutes(5);

  private AccessWindows() {}

  public static Duration standard(Optional<Duration> openFor) {
    return openFor
        .map(wish -> wish.compareTo(LONGEST_GRANTED) < 0 ? wish : LONGEST_GRANTED)
        .map(granted -> granted.multipliedBy(2).dividedBy(3))
        .orElse(STANDARD);
  }
}
