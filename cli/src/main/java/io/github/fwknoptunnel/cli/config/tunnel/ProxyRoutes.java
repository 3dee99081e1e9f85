package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.config.spa.SpaSettings;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.entry.ProxyAutoConfig;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The routes of a proxy, with what knocks for each. Thread-safe. */
public final class ProxyRoutes implements TunnelConfig.Router {
  private final List<Entry> entries;
  private final Set<LikelyCause> suspected;

  /** A route; what knocks is absent where nothing does. */
  private record Entry(RouteRule rule, Optional<RouteKnock> knock) {}

  private ProxyRoutes(List<Entry> entries) {
    this.entries = List.copyOf(entries);
    this.suspected =
        spa(entries).flatMap(spa -> spa.suspected().stream()).collect(Collectors.toSet());
  }

  /** Reads the routes, and the stanzas and keys of those that knock. */
  public static ProxyRoutes read(ParsedArguments arguments, Console console) throws CliException {
    List<RouteRule> rules = RouteRule.all(arguments);
    if (rules.isEmpty()) {
      throw CliException.usage(
          ProxyOptions.SOCKS + " without " + ProxyOptions.ROUTE + " rejects every client",
          "add a route: --route '*.example.com=stanza:home'");
    }
    InputCache inputs = new InputCache();
    // Routes with one stanza share their packets.
    Map<RouteRule.Action, RouteKnock> knocks = new LinkedHashMap<>();
    List<Entry> entries = new ArrayList<>();
    for (RouteRule rule : rules) {
      Optional<ParsedArguments> line = line(arguments, rule);
      if (line.isPresent() && !knocks.containsKey(rule.action())) {
        knocks.put(rule.action(), read(rule, line.get(), console, inputs));
      }
      entries.add(new Entry(rule, Optional.ofNullable(knocks.get(rule.action()))));
    }
    return new ProxyRoutes(entries);
  }

  /** The options by which a route knocks; empty if it does not. */
  private static Optional<ParsedArguments> line(ParsedArguments arguments, RouteRule rule) {
    return switch (rule.action()) {
      case RouteRule.Action.Direct _, RouteRule.Action.Reject _ -> Optional.empty();
      case RouteRule.Action.Spa _ -> Optional.of(arguments);
      case RouteRule.Action.Stanza(String name) ->
          Optional.of(
              arguments.with(List.of(rule.source().implying(SpaOptions.NAMED_CONFIG, name))));
    };
  }

  private static RouteKnock read(
      RouteRule rule, ParsedArguments line, Console console, InputCache inputs)
      throws CliException {
    if (!KnockPlan.wantsSpa(line)) {
      CliError noKeys =
          CliError.usage(
              ProxyOptions.ROUTE + " " + rule.text() + ": spa needs keys",
              "add --key-file FILE or -n STANZA");
      String place = rule.source().place();
      throw new CliException(place.isEmpty() ? noKeys : noKeys.at(place));
    }
    try {
      ConfigSources sources = KnockPlan.sources(line, console, inputs);
      return RouteKnock.read(sources);
    } catch (CliException e) {
      CliError problem = line.nameVariables(e.problem());
      throw new CliException(problem.at(ProxyOptions.ROUTE + " " + rule.text()), e);
    }
  }

  private static Stream<SpaSettings> spa(List<Entry> entries) {
    return entries.stream()
        .flatMap(entry -> entry.knock().stream())
        .distinct()
        .map(RouteKnock::common);
  }

  @Override
  public Optional<TunnelConfig.Route> route(HostAndPort target) {
    return find(target).map(entry -> decide(entry, target));
  }

  private Optional<Entry> find(HostAndPort target) {
    return entries.stream().filter(entry -> entry.rule().pattern().matches(target)).findFirst();
  }

  private static TunnelConfig.Route decide(Entry entry, HostAndPort target) {
    String rule = entry.rule().text();
    if (entry.rule().action() instanceof RouteRule.Action.Reject) {
      return new TunnelConfig.Route.Reject(rule);
    }
    if (entry.knock().isEmpty()) {
      return new TunnelConfig.Route.Direct(rule);
    }
    RouteKnock knock = entry.knock().get();
    return knock.opens(target.port())
        ? new TunnelConfig.Route.Knock(rule, knock.knock(target))
        : new TunnelConfig.Route.Reject(rule);
  }

  @Override
  public String explain(ConnectFailure failure) {
    return ConnectFailureMessages.of(failure, suspected).line();
  }

  /** The packet for a target, if a route knocks for it. */
  public Optional<SpaSettings> packet(HostAndPort target) {
    return find(target)
        .flatMap(Entry::knock)
        .filter(knock -> knock.opens(target.port()))
        .map(knock -> knock.settings(target));
  }

  /** How browsers use the proxy, which listens there. */
  public String script(InetSocketAddress port) {
    boolean everywhere = port.getAddress().isAnyLocalAddress();
    InetSocketAddress there =
        everywhere ? new InetSocketAddress(InetAddress.getLoopbackAddress(), port.getPort()) : port;
    return ProxyAutoConfig.script(
        entries.stream().map(entry -> entry.rule().pattern()).toList(), AddressFormatter.of(there));
  }

  /** The rules as they are written, in their order. */
  public List<String> rules() {
    return entries.stream().map(entry -> entry.rule().text()).toList();
  }

  /** How many there are. */
  public int size() {
    return entries.size();
  }

  /** What may be the cause of a port that stays closed. */
  public Set<LikelyCause> suspected() {
    return suspected;
  }

  /** What will probably not work as it was meant. */
  public List<String> warnings() {
    return spa(entries).flatMap(spa -> spa.allWarnings().stream()).distinct().toList();
  }
}
