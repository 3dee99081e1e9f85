package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A tunnel that is to be opened. */
record TunnelPlan(TunnelSettings settings, EventLog log, LocalAddress local) {

  /** The one tunnel of the options, or one for each {@code -L}. */
  static List<TunnelPlan> read(Arguments arguments, Console console, Failures failures)
      throws ProblemException {
    List<Forward> forwards = forwards(arguments);
    if (forwards.isEmpty()) {
      TunnelSettings settings = TunnelSettings.read(arguments, console);
      EventLog log = Logs.open(arguments, console, settings.purpose());
      return List.of(new TunnelPlan(settings, log, LocalAddress.OF_OPTIONS));
    }
    return read(arguments, console, forwards, failures);
  }

  /** What each {@code -L} says. */
  static List<Forward> forwards(Arguments arguments) throws ProblemException {
    List<Forward> forwards = new ArrayList<>();
    for (String text : arguments.texts(Options.LOCAL_FORWARD)) {
      forwards.add(Forward.parse(text));
    }
    if (!forwards.isEmpty()) {
      refuseMixture(arguments);
    }
    return forwards;
  }

  private static List<TunnelPlan> read(
      Arguments arguments, Console console, List<Forward> forwards, Failures failures)
      throws ProblemException {
    EventLog common = Logs.open(arguments, console, "");
    InputCache inputs = new InputCache();
    SharedPackets packets = new SharedPackets(arguments);
    List<Forward> read = new ArrayList<>();
    List<TunnelSettings> settings = new ArrayList<>();
    for (Forward forward : forwards) {
      Arguments line = arguments.with(Options.LOCAL_FORWARD, forward.options());
      try {
        Sources sources = DoorPlan.sources(line, console, inputs);
        TunnelSettings one = TunnelSettings.read(sources, Entrance.read(sources.line()));
        packets.add(one.plan(), forward.stanza());
        settings.add(one);
        read.add(forward);
      } catch (ProblemException e) {
        failures.add(
            common.of(forward.name(), ""), new ProblemException(line.named(e.problem()), e));
      }
    }
    List<TunnelPlan> plans = new ArrayList<>();
    for (int i = 0; i < read.size(); i++) {
      TunnelSettings one = settings.get(i).sharing(packets, read.get(i).stanza());
      EventLog log = common.of(read.get(i).name(), one.purpose());
      plans.add(new TunnelPlan(one, log, LocalAddress.OF_FORWARD));
    }
    return plans;
  }

  private static void refuseMixture(Arguments arguments) throws ProblemException {
    Optional<Opt> other =
        arguments.firstOf(List.of(Options.REMOTE_HOST, Options.REMOTE_PORT, Options.LOCAL_PORT));
    if (other.isPresent()) {
      throw new ProblemException(
          Problem.usage(
              Options.LOCAL_FORWARD + " and " + other.get() + " exclude each other",
              "each -L names both ends of its tunnel"));
    }
  }

  /** How metrics and the status table call it; it stays when the target changes. */
  String name() {
    return log.tunnel().isEmpty() ? settings.config().target().toString() : log.tunnel();
  }

  /**
   * Opens it.
   *
   * @param given listens already and is used instead of the address
   */
  Tunnel open(Watchers watchers, Optional<ServerSocketChannel> given) throws ProblemException {
    TunnelListener listener = watchers.of(name(), log);
    Tunnel tunnel =
        given.isPresent()
            ? local.open(settings.config(), given.get(), listener)
            : local.open(settings.config(), listener);
    settings.warnings().forEach(text -> log.warn("warning", text));
    OtherLoopback.check(tunnel.localAddress(), text -> log.warn("warning", text));
    return tunnel;
  }
}
