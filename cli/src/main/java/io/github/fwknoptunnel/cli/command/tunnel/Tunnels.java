package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.net.SocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.StringJoiner;

/** The tunnels of this process. */
final class Tunnels implements AutoCloseable {
  private final List<Tunnel> running = new ArrayList<>();
  private final List<TunnelPlan> plans = new ArrayList<>();

  private final TunnelObservers watchers;

  private Tunnels(TunnelObservers watchers) {
    this.watchers = watchers;
  }

  /**
   * Opens them.
   *
   * @param given for the one there is
   */
  static Tunnels open(
      List<TunnelPlan> plans,
      StartFailures failures,
      TunnelObservers watchers,
      Optional<ServerSocketChannel> given)
      throws CliException {
    Tunnels tunnels = new Tunnels(watchers);
    try {
      for (TunnelPlan plan : plans) {
        tunnels.add(plan, failures, given);
      }
      if (tunnels.running.isEmpty()) {
        throw failures.all();
      }
      return tunnels;
    } catch (CliException e) {
      tunnels.close();
      throw e;
    }
  }

  private void add(TunnelPlan plan, StartFailures failures, Optional<ServerSocketChannel> given)
      throws CliException {
    try {
      running.add(plan.open(watchers, given));
      plans.add(plan);
    } catch (CliException e) {
      failures.add(plan.log(), e);
    }
  }

  /**
   * Leads new connections as the plans say.
   *
   * @param changed has a plan for each tunnel
   * @throws CliException if it has not; then nothing has changed
   */
  void reload(List<TunnelPlan> changed) throws CliException {
    List<String> names = plans.stream().map(plan -> plan.log().tunnel()).toList();
    List<String> wanted = changed.stream().map(plan -> plan.log().tunnel()).toList();
    if (!names.stream().sorted().toList().equals(wanted.stream().sorted().toList())) {
      throw different(names, wanted);
    }
    // The options may stand in another order by now.
    List<TunnelPlan> left = new ArrayList<>(changed);
    for (int i = 0; i < running.size(); i++) {
      String name = names.get(i);
      TunnelPlan plan =
          left.stream().filter(one -> one.log().tunnel().equals(name)).findFirst().orElseThrow();
      left.remove(plan);
      refuseOtherKind(plans.get(i), plan);
      running.get(i).reload(plan.config());
      plan.publish(running.get(i), watchers);
    }
  }

  /** The same port would serve other clients, or lead them elsewhere than they think. */
  private static void refuseOtherKind(TunnelPlan running, TunnelPlan wanted) throws CliException {
    if (!running
        .config()
        .destination()
        .getClass()
        .equals(wanted.config().destination().getClass())) {
      throw new CliException(
          new CliError(
              ExitStatus.CONFIGURATION,
              "a tunnel cannot become a proxy, nor a proxy a tunnel",
              "restart to change that"));
    }
  }

  private static CliException different(List<String> running, List<String> wanted) {
    StringJoiner changes = new StringJoiner(", ");
    wanted.stream()
        .filter(name -> !running.contains(name))
        .forEach(name -> changes.add(option(name) + " is new"));
    running.stream()
        .filter(name -> !wanted.contains(name))
        .forEach(name -> changes.add(option(name) + " is gone"));
    return new CliException(
        new CliError(
            ExitStatus.CONFIGURATION,
            changes.length() == 0 ? "the set of -L forwards changed" : changes.toString(),
            "restart to add, change or remove forwards"));
  }

  private static String option(String name) {
    return name.equals(TunnelPlan.SOCKS) ? "--socks" : "-L " + name;
  }

  /** In one line, for the service manager. */
  String summary() {
    return "listening on "
        + String.join(
            ", ", addresses().stream().map(address -> AddressFormatter.of(address)).toList());
  }

  /** Whether clients are accepted and relayed everywhere; blocks for {@code timeout} at most. */
  boolean responsive(Duration timeout) throws InterruptedException {
    long start = System.nanoTime();
    boolean all = true;
    for (Tunnel tunnel : running) {
      all = all && tunnel.isResponsive(timeout.minusNanos(System.nanoTime() - start));
    }
    return all;
  }

  List<SocketAddress> addresses() {
    return running.stream().map(Tunnel::localAddress).toList();
  }

  /** Nobody can connect any more when this returns. */
  void stopListening() throws InterruptedException {
    for (Tunnel tunnel : running) {
      tunnel.drain(Duration.ZERO);
    }
  }

  /**
   * Lets the connections finish, after {@link #stopListening}.
   *
   * @return whether all had finished within {@code limit}
   */
  boolean drain(Duration limit) throws InterruptedException {
    long start = System.nanoTime();
    boolean finished = true;
    for (Tunnel tunnel : running) {
      finished &= tunnel.drain(limit.minusNanos(System.nanoTime() - start));
    }
    return finished;
  }

  @Override
  public void close() {
    running.forEach(Tunnel::close);
  }
}
