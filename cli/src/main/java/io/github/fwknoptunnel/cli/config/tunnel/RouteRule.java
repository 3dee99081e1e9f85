package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.tunnel.entry.TargetPattern;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The value of {@code --route}.
 *
 * @param source as the user wrote it
 */
public record RouteRule(GivenOption source, TargetPattern pattern, Action action) {
  private static final String STANZA = "stanza:";

  /** What is done before a connection. */
  public sealed interface Action {
    /** A packet by a stanza of the rc file. */
    record Stanza(String name) implements Action {}

    /** A packet by the options of the command line. */
    record Spa() implements Action {}

    /** Nothing. */
    record Direct() implements Action {}

    /** There is no connection. */
    record Reject() implements Action {}
  }

  /** All routes of a command line, in their order. */
  public static List<RouteRule> all(ParsedArguments arguments) throws CliException {
    List<RouteRule> rules = new ArrayList<>();
    for (GivenOption given : arguments.all(ProxyOptions.ROUTE)) {
      RouteRule rule = parse(given);
      for (RouteRule before : rules) {
        rule.refuseBehind(before);
      }
      rules.add(rule);
    }
    return rules;
  }

  public static RouteRule parse(GivenOption source) throws CliException {
    String text = source.value();
    int equals = text.indexOf('=');
    Optional<TargetPattern> pattern =
        equals < 0 ? Optional.empty() : TargetPattern.parse(text.substring(0, equals));
    Optional<Action> action = equals < 0 ? Optional.empty() : action(text.substring(equals + 1));
    if (pattern.isEmpty() || action.isEmpty()) {
      throw source.bad(
          "PATTERN[:PORTS]=ACTION; PATTERN: name, *.DOMAIN, address, NETWORK/BITS or *;"
              + " ACTION: stanza:NAME, spa, direct or reject");
    }
    return new RouteRule(source, pattern.get(), action.get());
  }

  private static Optional<Action> action(String text) {
    return switch (text) {
      case "spa" -> Optional.of(new Action.Spa());
      case "direct" -> Optional.of(new Action.Direct());
      case "reject" -> Optional.of(new Action.Reject());
      default ->
          text.startsWith(STANZA) && text.length() > STANZA.length()
              ? Optional.of(new Action.Stanza(text.substring(STANZA.length())))
              : Optional.empty();
    };
  }

  /** A rule that never decides is a mistake, and a rule that rejects would not. */
  private void refuseBehind(RouteRule before) throws CliException {
    if (before.pattern.covers(pattern)) {
      CliError never =
          CliError.usage(
              ProxyOptions.ROUTE
                  + " "
                  + text()
                  + " never matches: "
                  + before.text()
                  + " comes first",
              "put the narrower route first: the first match applies");
      throw new CliException(source.place().isEmpty() ? never : never.at(source.place()));
    }
  }

  /** As the user wrote it: logs and metrics name it. */
  public String text() {
    return source.value();
  }
}
