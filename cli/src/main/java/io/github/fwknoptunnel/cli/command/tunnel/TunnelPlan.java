package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.args.GivenOption;
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
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.net.InetSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A tunnel that is to be opened.
 *
 * @param name how metrics and the status table call it; it stays when the target changes
 * @param purpose what it does before it connects
 * @param warnings what somebody should know who starts it
 */
public record TunnelPlan(
    TunnelConfig config,
    String name,
    String purpose,
    List<String> warnings,
    EventLog log,
    LocalAddress local) {
  /** Name of the proxy among several tunnels. */
  static final String SOCKS = "socks";

  /** The commonest mistake of a first try, and yet it may be what is wanted. */
  private static final String NO_KEYS =
      "no keys, no stanza and no -cmd: nothing is knocked, and a closed port stays closed"
          + " (--key-file FILE, -n STANZA)";

  /** The one tunnel of the options, or one for each {@code -L} and the proxy. */
  public static List<TunnelPlan> read(
      ParsedArguments arguments, Console console, StartFailures failures) throws CliException {
    List<Forward> forwards = forwards(arguments);
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
          of(settings, Logs.open(arguments, console, settings.purpose()), LocalAddress.OF_OPTIONS));
    }
    return read(arguments, console, forwards, failures);
  }

  private static TunnelPlan of(TunnelSettings settings, EventLog log, LocalAddress local) {
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
        local);
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
        LocalAddress.OF_SOCKS);
  }

  /** What each {@code -L} says. */
  public static List<Forward> forwards(ParsedArguments arguments) throws CliException {
    List<Forward> forwards = new ArrayList<>();
    for (GivenOption given : arguments.all(Options.LOCAL_FORWARD)) {
      forwards.add(Forward.parse(given));
    }
    arguments.refuseExcluded(List.of(Options.LOCAL_FORWARD));
    return forwards;
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
        TunnelSettings one = TunnelSettings.read(sources, ListenSettings.read(sources.line()));
        packets.add(one.plan(), forward.stanza());
        settings.add(one);
        read.add(forward);
      } catch (CliException e) {
        failures.add(
            common.of(forward.name(), ""), new CliException(line.nameVariables(e.problem()), e));
      }
    }
    List<TunnelPlan> plans = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      TunnelSettings one = settings.get(i).sharing(packets, read.get(i).stanza());
      plans.add(of(one, common.of(read.get(i).name(), one.purpose()), LocalAddress.OF_FORWARD));
    }
    return plans;
  }

  /** Says what is weak in its settings, at the start and after each reload. */
  void warn(EventLog to) {
    warnings.forEach(text -> to.warn("warning", text));
  }

  /**
   * Opens it.
   *
   * @param given listens already and is used instead of the address
   */
  Tunnel open(TunnelObservers watchers, Optional<ServerSocketChannel> given) throws CliException {
    TunnelListener listener = watchers.of(name, log);
    Tunnel tunnel =
        given.isPresent()
            ? local.open(config, given.get(), listener)
            : local.open(config, listener);
    watchers.opened(name, tunnel);
    publish(tunnel, watchers);
    warn(log);
    OtherLoopback.check(tunnel.localAddress(), text -> log.warn("warning", text));
    return tunnel;
  }

  /** Tells browsers where the proxy is, if this is one on a port. */
  void publish(Tunnel tunnel, TunnelObservers watchers) {
    if (config.destination() instanceof TunnelConfig.Destination.NamedByClient(ProxyRoutes routes)
        && tunnel.localAddress() instanceof InetSocketAddress port) {
      watchers.proxyScript(routes.script(port));
    }
  }
}
