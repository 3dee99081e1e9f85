package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ListenOptions;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often SPA packets may be sent. The user's own command is not limited. */
public final class KnockPace {
  public static final int DEFAULT_PER_MINUTE = 60;
  private static final int MOST_PER_MINUTE = 6000;

  /** Of the process, so that all its tunnels share one, and a reload does not start a new one. */
  private static final Map<Integer, KnockRateLimiter> LIMITS = new ConcurrentHashMap<>();

  private KnockPace() {}

  static Knocker limited(ParsedArguments arguments, Knocker knocker) throws CliException {
    int perMinute =
        arguments.number(ListenOptions.MAX_KNOCKS, 1, MOST_PER_MINUTE).orElse(DEFAULT_PER_MINUTE);
    Duration timeout =
        arguments.timeLimit(Options.CONNECT_TIMEOUT).orElse(TunnelSettings.CONNECT_TIMEOUT);
    return new RateLimitedKnocker(
        knocker, LIMITS.computeIfAbsent(perMinute, KnockRateLimiter::perMinute), timeout);
  }
}
