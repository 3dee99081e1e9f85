package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Settings of the whole process, as opposed to one tunnel.
 *
 * @param drain how long connections may finish
 * @param idleExit how long no connection must be open for the process to end
 * @param metrics may be unresolved
 */
public record ServiceSettings(
    Duration drain,
    Optional<Duration> idleExit,
    Optional<InetSocketAddress> metrics,
    Optional<Path> readyFile) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<host>\\[[^\\[\\]]+\\]|[^:\\[\\]]+):)?(?<port>[0-9]{1,5})");
  private static final int HIGHEST_PORT = 65535;

  public static ServiceSettings read(ParsedArguments arguments) throws CliException {
    return new ServiceSettings(
        drain(arguments),
        arguments.timeLimit(ServiceOptions.EXIT_IDLE_TIME),
        metrics(arguments),
        arguments.file(Options.READY_FILE).map(Path::toAbsolutePath));
  }

  /** Where metrics and status are served. */
  public static Optional<InetSocketAddress> metrics(ParsedArguments arguments) throws CliException {
    Optional<String> text = arguments.text(ServiceOptions.METRICS);
    return text.isPresent() ? Optional.of(address(text.get())) : Optional.empty();
  }

  public static Duration drain(ParsedArguments arguments) throws CliException {
    return arguments.timeOrDefault(Options.DRAIN_TIMEOUT);
  }

  private static InetSocketAddress address(String text) throws CliException {
    Matcher matcher = ADDRESS.matcher(text);
    int port = matcher.matches() ? Integer.parseInt(matcher.group("port")) : -1;
    if (port < 0 || port > HIGHEST_PORT) {
      throw ParsedArguments.bad(
          ServiceOptions.METRICS, text, "a port, or an address and a port as in 127.0.0.1:9110");
    }
    String host = matcher.group("host");
    return new InetSocketAddress(
        host == null ? "127.0.0.1" : host.replaceAll("[\\[\\]]", ""), port);
  }
}
