package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Settings of the whole process, as opposed to one tunnel.
 *
 * @param drain how long connections may finish
 * @param exitIdleTime how long no connection must be open for the process to end
 * @param metrics may be unresolved
 */
public record ServiceSettings(
    Duration drain,
    Optional<Duration> exitIdleTime,
    Optional<InetSocketAddress> metrics,
    Optional<Path> readyFile) {
  public static ServiceSettings read(ParsedArguments arguments) throws CliException {
    return new ServiceSettings(
        drain(arguments),
        arguments.value(ServiceOptions.EXIT_IDLE_TIME),
        arguments.value(ServiceOptions.METRICS),
        arguments.value(Options.READY_FILE).map(Path::toAbsolutePath));
  }

  public static Duration drain(ParsedArguments arguments) throws CliException {
    return arguments.valueOrDefault(Options.DRAIN_TIMEOUT);
  }
}
