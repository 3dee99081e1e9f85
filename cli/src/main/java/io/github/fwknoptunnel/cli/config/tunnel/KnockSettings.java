package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KnockPolicy;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * When and how to knock, and how long to try. Read as a whole: a bad value is an error also for a
 * tunnel that does not need it.
 *
 * @param knocksPerMinute limit of SPA packets; the user's own command is not limited
 * @param policy absent if the user leaves it to what knocks
 * @param window absent likewise
 */
public record KnockSettings(
    Duration delay,
    Duration cmdTimeout,
    Duration connectTimeout,
    int maxPackets,
    int knocksPerMinute,
    Optional<KnockPolicy> policy,
    Optional<Duration> window) {
  /** Of the process, so that all its tunnels share one, and a reload does not start a new one. */
  private static final Map<Integer, KnockRateLimiter> LIMITS = new ConcurrentHashMap<>();

  public static KnockSettings read(ParsedArguments arguments) throws CliException {
    return new KnockSettings(
        arguments.value(Options.DELAY).orElse(Duration.ZERO),
        arguments.valueOrDefault(Options.CMD_TIMEOUT),
        arguments.valueOrDefault(Options.CONNECT_TIMEOUT),
        arguments.valueOrDefault(Options.MAX_PACKETS),
        arguments.valueOrDefault(Options.MAX_KNOCKS_PER_MINUTE),
        arguments.value(Options.KNOCK),
        arguments.value(Options.ACCESS_WINDOW));
  }

  /** What sends the packets, no more often than it may. */
  Knocker knocker(SpaSettings spa) {
    return new RateLimitedKnocker(
        spa.knocker(maxPackets),
        LIMITS.computeIfAbsent(knocksPerMinute, KnockRateLimiter::perMinute),
        connectTimeout);
  }

  /** For how long the port is assumed to stay open; empty if every connection knocks. */
  Optional<Duration> reuseWindow(KnockPolicy usual, Optional<Duration> accessTimeout) {
    return policy.orElse(usual) == KnockPolicy.EACH
        ? Optional.empty()
        : Optional.of(window.orElseGet(() -> SpaKnocker.reuseWindow(accessTimeout)));
  }
}
