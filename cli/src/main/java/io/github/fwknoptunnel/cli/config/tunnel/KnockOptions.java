package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Duration;
import java.util.Optional;

/**
 * When and how to knock. Read as a whole: a bad value is an error also for a tunnel that does not
 * need it.
 *
 * @param policy absent if the user leaves it to what knocks
 * @param window absent likewise
 */
public record KnockOptions(
    Duration delay,
    Duration cmdTimeout,
    int mostPackets,
    Optional<Policy> policy,
    Optional<Duration> window) {
  private static final int MAX_DELAY_MS = 3_600_000;

  /** When connections share a knock. */
  enum Policy {
    EACH,
    SHARED
  }

  public static KnockOptions read(ParsedArguments arguments) throws CliException {
    int delay = arguments.number(Options.DELAY, 0, MAX_DELAY_MS).orElse(0);
    return new KnockOptions(
        Duration.ofMillis(delay),
        arguments.timeLimitOrDefault(Options.CMD_TIMEOUT),
        arguments.numberOrDefault(Options.MAX_PACKETS, 1, SpaKnocker.MAX_KNOCKS),
        arguments.choice(Options.KNOCK, Policy.values()),
        arguments.time(Options.ACCESS_WINDOW));
  }

  /** For how long an opening is trusted; empty if every connection knocks. */
  Optional<Duration> sharedFor(Policy usual, Optional<Duration> openFor) {
    return policy.orElse(usual) == Policy.EACH
        ? Optional.empty()
        : Optional.of(window.orElseGet(() -> SpaKnocker.reuseWindow(openFor)));
  }
}
