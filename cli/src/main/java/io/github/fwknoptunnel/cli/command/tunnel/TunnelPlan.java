package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.NamedTunnel;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.source.InputCache;
import io.github.fwknoptunnel.cli.config.tunnel.Forward;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.config.tunnel.ListenSettings;
import io.github.fwknoptunnel.cli.config.tunnel.LocalAddress;
import io.github.fwknoptunnel.cli.config.tunnel.ProxyRoutes;
import io.github.fwknoptunnel.cli.config.tunnel.ProxySettings;
import io.github.fwknoptunnel.cli.config.tunnel.SharedPackets;
import io.github.fwknoptunnel.cli.config.tunnel.TunnelSettings;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.metrics.TunnelStatus;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A tunnel that is to be opened.
 *
 * @param name how metrics and the status table call it; it stays when the target changes
 * @param purpose what it does before it connects
 * @param maxConnections the option as it was given: the limit itself depends on how many tunnels
 *     there are
 * @param warnings to log at the start
 */
public record TunnelPlan(
    TunnelConfig config,
    String name,
    String purpose,
    List<String> warnings,
    EventLog log,
    LocalAddress local,
    Optional<String> maxConnections) {
  /** Name of the proxy among several tunnels. */
  static final String SOCKS = NamedTunnel.SOCKS;

  /** The commonest mistake of a first try, and yet it may be what is wanted. */
  private static final String NO_KEYS =
      "no keys, no stanza and no -cmd: the tunnel sends no knock (use --key-file FILE or -n STANZA)";

  /** The one tunnel of the options, or one for each {@code -L}, each named tunnel and the proxy. */
  public static List<TunnelPlan> read(
      ParsedArguments arguments, Console console, StartFailures failures) throws CliException {
    List<Forward> forwards = Forward.all(arguments);
    boolean proxy = ProxySettings.wanted(arguments);
    if (proxy) {
      List<TunnelPlan> plans = new ArrayList<>();
      plans.add(proxy(arguments, console, forwards.isEmpty() ? "" : SOCKS));
      plans.addAll(read(arguments, console, forwards, failures));
      return plans;
    }
    if (forwards.isEmpty()) {
      TunnelSettings settings = TunnelSettings.read(arguments, console);
      return List.of(
          of(
              settings,
              Logs.open(arguments, console, settings.purpose()),
              LocalAddress.OF_OPTIONS,
              Optional.empty()));
    }
    return read(arguments, console, forwards, failures);
  }

  private static TunnelPlan of(
      TunnelSettings settings, EventLog log, LocalAddress local, Optional<String> maxConnections) {
    List<String> warnings = new ArrayList<>();
    if (settings.plan().knock().isEmpty()) {
      warnings.add(NO_KEYS);
    }
    warnings.addAll(settings.warnings());
    return new TunnelPlan(
        settings.config(),
        log.tunnel().isEmpty() ? settings.target().toString() : log.tunnel(),
        settings.purpose(),
        warnings,
        log.suspecting(settings.plan().suspected()),
        local,
        maxConnections);
  }

  private static TunnelPlan proxy(ParsedArguments arguments, Console console, String name)
      throws CliException {
    ProxySettings settings = ProxySettings.read(arguments, console);
    EventLog log = Logs.open(arguments, console, settings.purpose());
    return new TunnelPlan(
        settings.config(),
        SOCKS,
        settings.purpose(),
        settings.warnings(),
        (name.isEmpty() ? log : log.of(name, settings.purpose()))
            .suspecting(settings.routes().suspected()),
        LocalAddress.OF_SOCKS,
        Optional.empty());
  }

  private static List<TunnelPlan> read(
      ParsedArguments arguments, Console console, List<Forward> forwards, StartFailures failures)
      throws CliException {
    EventLog common = Logs.open(arguments, console, "");
    InputCache inputs = new InputCache();
    SharedPackets packets = new SharedPackets(arguments);
    List<Forward> read = new ArrayList<>();
    List<TunnelSettings> settings = new ArrayList<>();
    for (Forward forward : forwards) {
      ParsedArguments line = arguments.with(forward.options());
      try {
        ConfigSources sources = KnockPlan.sources(line, console, inputs);
        TunnelSettings one =
            TunnelSettings.read(sources, ListenSettings.read(sources.line()), forward.name());
        packets.add(one.plan(), forward);
        settings.add(one);
        read.add(forward);
      } catch (CliException e) {
        failures.add(
            common.of(forward.name(), ""), new CliException(placed(e.problem(), line, forward), e));
      }
    }
    List<TunnelPlan> plans = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      TunnelSettings one = settings.get(i).sharing(packets, read.get(i));
      plans.add(plan(arguments, read.get(i), one, common));
    }
    return plans;
  }

  private static TunnelPlan plan(
      ParsedArguments arguments, Forward forward, TunnelSettings settings, EventLog common)
      throws CliException {
    return of(
        settings,
        common.of(forward.name(), settings.purpose()),
        localAddress(forward),
        arguments.with(forward.options()).text(ListenOptions.MAX_CONNECTIONS));
  }

  /** The problem with the option's place, or with that of the tunnel if it is about no option. */
  private static CliError placed(CliError problem, ParsedArguments line, Forward forward) {
    CliError placed = line.nameVariables(problem);
    return placed.equals(problem) ? forward.header().map(problem::at).orElse(problem) : placed;
  }

  private static LocalAddress localAddress(Forward forward) {
    return forward.header().isPresent() ? LocalAddress.OF_NAMED_TUNNEL : LocalAddress.OF_FORWARD;
  }

  boolean hasNameOf(TunnelPlan other) {
    return log.tunnel().equals(other.log.tunnel());
  }

  /** Whether it may come and go while the others run. */
  boolean isNamed() {
    return local == LocalAddress.OF_NAMED_TUNNEL;
  }

  /** Whether a running tunnel of the other plan can go on as this one: it listens as it did. */
  boolean listensAs(TunnelPlan other) {
    return config.bind().equals(other.config.bind())
        && config.mode() == other.config.mode()
        && config.relay().equals(other.config.relay())
        && config.limits().users().equals(other.config.limits().users())
        && maxConnections.equals(other.maxConnections);
  }

  /** Says what is weak in its settings, at the start and after each reload. */
  void warn(EventLog to) {
    warnings.forEach(to::warn);
  }

  /**
   * Opens it.
   *
   * @param inherited listen already; the one of this name is used instead of the address
   */
  Tunnel open(TunnelObservers watchers, Map<String, ServerSocketChannel> inherited)
      throws CliException {
    TunnelObservers.Observer listener = watchers.of(name, log);
    @Nullable ServerSocketChannel given = inherited.get(name);
    Tunnel tunnel =
        given == null ? local.open(config, listener) : local.open(config, given, listener);
    listener.opened(tunnel);
    publish(tunnel, watchers);
    warn(log);
    OtherLoopback.check(tunnel.localAddress(), log::warn);
    return tunnel;
  }

  /** Says where the tunnel listens and leads; and to browsers where the proxy is, if it is one. */
  void publish(Tunnel tunnel, TunnelObservers watchers) {
    List<String> targets =
        switch (config.destination()) {
          case TunnelConfig.Destination.Fixed fixed -> List.of(fixed.target().toString());
          case TunnelConfig.Destination.NamedByClient(ProxyRoutes routes) -> routes.rules();
          case TunnelConfig.Destination.NamedByClient other -> List.of();
        };
    String listening = AddressFormatter.listening(tunnel.localAddress());
    watchers.at(tunnel, new TunnelStatus.Place(listening, targets));
    if (config.destination() instanceof TunnelConfig.Destination.NamedByClient(ProxyRoutes routes)
        && tunnel.localAddress() instanceof InetSocketAddress port) {
      watchers.proxyScript(routes.script(port));
    }
  }
}
