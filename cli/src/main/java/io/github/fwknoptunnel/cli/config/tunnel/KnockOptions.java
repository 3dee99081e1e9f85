package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.KnockPolicy;
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
    int maxPackets,
    Optional<KnockPolicy> policy,
    Optional<Duration> window) {
  public static KnockOptions read(ParsedArguments arguments) throws CliException {
    return new KnockOptions(
        arguments.value(Options.DELAY).orElse(Duration.ZERO),
        arguments.valueOrDefault(Options.CMD_TIMEOUT),
        arguments.valueOrDefault(Options.MAX_PACKETS),
        arguments.value(Options.KNOCK),
        arguments.value(Options.ACCESS_WINDOW));
  }

  /** For how long the port is assumed to stay open; empty if every connection knocks. */
  Optional<Duration> sharedFor(KnockPolicy usual, Optional<Duration> openFor) {
    return policy.orElse(usual) == KnockPolicy.EACH
        ? Optional.empty()
        : Optional.of(window.orElseGet(() -> SpaKnocker.reuseWindow(openFor)));
  }
}
