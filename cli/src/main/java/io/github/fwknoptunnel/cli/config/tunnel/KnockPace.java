package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;

/** How often SPA packets may be sent. The user's own command is not limited. */
public final class KnockPace {
  /** Of the process, so that all its tunnels share one, and a reload does not start a new one. */
  private static final Map<Integer, KnockRateLimiter> LIMITS = new ConcurrentHashMap<>();

  private KnockPace() {}

  static Knocker limited(ParsedArguments arguments, Knocker knocker) throws CliException {
    return limiting(arguments).apply(knocker);
  }

  /** What slows knockers down as the options say. */
  static UnaryOperator<Knocker> limiting(ParsedArguments arguments) throws CliException {
    int perMinute = arguments.valueOrDefault(ListenOptions.MAX_KNOCKS);
    Duration timeout = arguments.valueOrDefault(Options.CONNECT_TIMEOUT);
    KnockRateLimiter limiter = LIMITS.computeIfAbsent(perMinute, KnockRateLimiter::perMinute);
    return knocker -> new RateLimitedKnocker(knocker, limiter, timeout);
  }
}
