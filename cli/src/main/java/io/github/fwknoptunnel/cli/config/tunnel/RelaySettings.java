package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.DurationParser;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.RelayOptions;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import io.github.fwknoptunnel.tunnel.RelayConfig;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a connection may be silent, read from the command line. */
public final class RelaySettings {
  private static final String OFF = "off";
  private static final Pattern KEEP_ALIVE =
      Pattern.compile("(?<idle>[^,]+)(,(?<interval>[^,]+)(,(?<count>[0-9]{1,3}))?)?");

  private RelaySettings() {}

  public static RelayConfig read(ParsedArguments arguments) throws CliException {
    RelayConfig normal = RelayConfig.DEFAULT;
    return new RelayConfig(
        normal.threads(),
        arguments.timeLimit(RelayOptions.IDLE_TIMEOUT),
        arguments.timeLimit(RelayOptions.HALF_CLOSE_TIMEOUT).orElse(normal.halfCloseTimeout()),
        keepAlive(arguments));
  }

  private static Optional<KeepAliveConfig> keepAlive(ParsedArguments arguments)
      throws CliException {
    String text = arguments.text(RelayOptions.KEEP_ALIVE).orElse("");
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    return Optional.of(text.isEmpty() ? KeepAliveConfig.DEFAULT : keepAlive(text));
  }

  private static KeepAliveConfig keepAlive(String text) throws CliException {
    Matcher parts = KEEP_ALIVE.matcher(text);
    if (!parts.matches()) {
      throw bad(text);
    }
    Duration idle = time(parts.group("idle"), text);
    Optional<String> interval = Optional.ofNullable(parts.group("interval"));
    Optional<String> count = Optional.ofNullable(parts.group("count"));
    return keepAlive(text, idle, interval, count);
  }

  private static KeepAliveConfig keepAlive(
      String text, Duration idle, Optional<String> interval, Optional<String> count)
      throws CliException {
    Duration between =
        interval.isPresent() ? time(interval.get(), text) : KeepAliveConfig.DEFAULT.interval();
    int most = count.map(Integer::parseInt).orElse(KeepAliveConfig.DEFAULT.count());
    if (most < 1 || most > KeepAliveConfig.MAX_COUNT) {
      throw bad(text);
    }
    return new KeepAliveConfig(idle, between, most);
  }

  private static Duration time(String part, String text) throws CliException {
    return DurationParser.parse(part)
        .filter(KeepAliveConfig::isAllowed)
        .orElseThrow(() -> bad(text));
  }

  private static CliException bad(String text) {
    return ParsedArguments.bad(
        RelayOptions.KEEP_ALIVE,
        text,
        "IDLE[,INTERVAL[,COUNT]] or off, times from 1s to 9h, count from 1 to 127");
  }
}
