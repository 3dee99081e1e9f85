package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.args.ServiceOptions;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the whole process, as opposed to one tunnel.
 *
 * @param drain how long connections may finish
 * @param idleExit how long no connection must be open for the process to end
 * @param metrics may be unresolved
 */
record ServiceSettings(
    Duration drain,
    Optional<Duration> idleExit,
    Optional<InetSocketAddress> metrics,
    Optional<Path> readyFile) {
  private static final Duration DRAIN = Duration.ofSeconds(10);

  static ServiceSettings read(Arguments arguments) throws ProblemException {
    Optional<String> metrics = arguments.text(ServiceOptions.METRICS);
    return new ServiceSettings(
        drain(arguments),
        arguments.timeLimit(ServiceOptions.IDLE_EXIT),
        metrics.isPresent() ? Optional.of(Metrics.parse(metrics.get())) : Optional.empty(),
        arguments.file(Options.READY_FILE).map(Path::toAbsolutePath));
  }

  static Duration drain(Arguments arguments) throws ProblemException {
    return arguments.time(Options.DRAIN_TIMEOUT).orElse(DRAIN);
  }
}
