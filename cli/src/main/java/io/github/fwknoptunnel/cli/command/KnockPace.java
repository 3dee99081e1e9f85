package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.EntranceOptions;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.knock.KnockLimit;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.knock.LimitedKnocker;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** How often SPA packets may be sent. The user's own command is not limited. */
final class KnockPace {
  static final int DEFAULT_PER_MINUTE = 60;
  private static final int MOST_PER_MINUTE = 6000;

  /** Of the process, so that all its tunnels share one, and a reload does not start a new one. */
  private static final Map<Integer, KnockLimit> LIMITS = new ConcurrentHashMap<>();

  private KnockPace() {}

  static Knocker limited(Arguments arguments, Knocker knocker) throws ProblemException {
    int perMinute =
        arguments.number(EntranceOptions.MAX_KNOCKS, 1, MOST_PER_MINUTE).orElse(DEFAULT_PER_MINUTE);
    Duration patience =
        arguments.timeLimit(Options.OPEN_TIMEOUT).orElse(TunnelSettings.OPEN_TIMEOUT);
    return new LimitedKnocker(
        knocker, LIMITS.computeIfAbsent(perMinute, KnockLimit::perMinute), patience);
  }
}
