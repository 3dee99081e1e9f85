package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.RelayOptions;
import io.github.fwknoptunnel.cli.args.TimeText;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.relay.KeepAlive;
import io.github.fwknoptunnel.tunnel.relay.RelayPolicy;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How long a connection may be silent, read from the command line. */
final class RelaySettings {
  private static final String OFF = "off";
  private static final Pattern KEEP_ALIVE =
      Pattern.compile("(?<idle>[^,]+)(,(?<interval>[^,]+)(,(?<count>[0-9]{1,3}))?)?");

  private RelaySettings() {}

  static RelayPolicy read(Arguments arguments) throws ProblemException {
    RelayPolicy normal = RelayPolicy.DEFAULT;
    return new RelayPolicy(
        normal.loops(),
        arguments.timeLimit(RelayOptions.IDLE_TIMEOUT),
        arguments.timeLimit(RelayOptions.LINGER).orElse(normal.halfClosedIdle()),
        keepAlive(arguments));
  }

  private static Optional<KeepAlive> keepAlive(Arguments arguments) throws ProblemException {
    String text = arguments.text(RelayOptions.KEEP_ALIVE).orElse("");
    if (text.equals(OFF)) {
      return Optional.empty();
    }
    return Optional.of(text.isEmpty() ? KeepAlive.DEFAULT : keepAlive(text));
  }

  private static KeepAlive keepAlive(String text) throws ProblemException {
    Matcher parts = KEEP_ALIVE.matcher(text);
    if (!parts.matches()) {
      throw bad(text);
    }
    Duration idle = time(parts.group("idle"), text);
    Optional<String> interval = Optional.ofNullable(parts.group("interval"));
    Optional<String> count = Optional.ofNullable(parts.group("count"));
    return keepAlive(text, idle, interval, count);
  }

  private static KeepAlive keepAlive(
      String text, Duration idle, Optional<String> interval, Optional<String> count)
      throws ProblemException {
    Duration between =
        interval.isPresent() ? time(interval.get(), text) : KeepAlive.DEFAULT.interval();
    int most = count.map(Integer::parseInt).orElse(KeepAlive.DEFAULT.count());
    if (most < 1 || most > KeepAlive.MOST) {
      throw bad(text);
    }
    return new KeepAlive(idle, between, most);
  }

  private static Duration time(String part, String text) throws ProblemException {
    return TimeText.parse(part).filter(KeepAlive::isAllowed).orElseThrow(() -> bad(text));
  }

  private static ProblemException bad(String text) {
    return Arguments.bad(
        RelayOptions.KEEP_ALIVE,
        text,
        "off, or an idle time, an interval and a count such as 60s,15s,6: 1s to 9h, 1 to 127");
  }
}
