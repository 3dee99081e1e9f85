package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.spa.FamilySettings;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The options of a proxy, checked.
 *
 * @param purpose what it does, for the log's first line
 * @param warnings to log at the start
 */
public record ProxySettings(
    TunnelConfig config, ProxyRoutes routes, String purpose, List<String> warnings) {
  private static final Pattern ADDRESS =
      Pattern.compile("(?:(?<bind>\\*|\\[[^\\[\\]\\s]+\\]|[^:\\[\\]\\s*/]+):)?(?<port>[0-9]{1,5})");

  /** Whether there is to be one; refuses routes without. */
  public static boolean wanted(ParsedArguments arguments) throws CliException {
    boolean wanted = arguments.has(ProxyOptions.SOCKS);
    if (!wanted && arguments.has(ProxyOptions.ROUTE)) {
      throw CliException.usage(
          ProxyOptions.ROUTE + " without " + ProxyOptions.SOCKS,
          "add --socks 1080: routes apply to the targets of a proxy");
    }
    return wanted;
  }

  /** The proxy of {@code --socks [BIND:]PORT}. */
  public static ProxySettings read(ParsedArguments arguments, Console console) throws CliException {
    arguments.refuseExcluded(List.of(ProxyOptions.SOCKS));
    return read(arguments, console, listen(arguments));
  }

  /** Where {@code --socks [BIND:]PORT} listens. */
  public static ListenSettings listen(ParsedArguments arguments) throws CliException {
    return ListenSettings.read(address(arguments));
  }

  /** The same for a proxy that listens elsewhere. */
  public static ProxySettings read(
      ParsedArguments arguments, Console console, ListenSettings listen) throws CliException {
    arguments.refuseExcluded(List.of(ProxyOptions.SOCKS));
    ProxyRoutes routes = ProxyRoutes.read(arguments, console);
    TunnelConfig config =
        new TunnelConfig(
            listen.bind(),
            new TunnelConfig.Destination.NamedByClient(routes),
            arguments.valueOrDefault(Options.MODE),
            KnockSettings.read(arguments).connectTimeout(),
            RelaySettings.read(arguments),
            listen.limits(),
            FamilySettings.read(arguments));
    return new ProxySettings(
        config,
        routes,
        "for SOCKS5 and HTTP CONNECT by " + ConnectFailureMessages.count(routes.size(), "route"),
        Stream.concat(listen.warnings().stream(), routes.warnings().stream()).toList());
  }

  /** The same line with where to listen, as the options of a tunnel have it. */
  private static ParsedArguments address(ParsedArguments arguments) throws CliException {
    GivenOption given = arguments.all(ProxyOptions.SOCKS).getLast();
    String text = given.value();
    List<GivenOption> implied = new ArrayList<>();
    if (text.contains("/")) {
      implied.add(given.implying(ListenOptions.UNIX_SOCKET, text));
      return arguments.with(implied);
    }
    Matcher matcher = ADDRESS.matcher(text);
    if (!matcher.matches() || Integer.parseInt(matcher.group("port")) > Ports.MAX) {
      throw given.bad(
          "[BIND:]PORT, IPv6 addresses in brackets, or the path of a Unix-domain socket");
    }
    implied.add(given.implying(Options.LOCAL_PORT, matcher.group("port")));
    String bind = matcher.group("bind");
    if (bind != null) {
      implied.add(
          given.implying(
              Options.BIND_ADDRESS, bind.equals("*") ? "::" : bind.replaceAll("[\\[\\]]", "")));
    }
    return arguments.with(implied);
  }
}
