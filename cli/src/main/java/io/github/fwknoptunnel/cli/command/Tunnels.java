package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.Tunnel;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The tunnels of this process. */
final class Tunnels implements AutoCloseable {
  private final List<Tunnel> running = new ArrayList<>();

  private Tunnels() {}

  static Tunnels open(List<TunnelPlan> plans, Failures failures) throws ProblemException {
    Tunnels tunnels = new Tunnels();
    try {
      for (TunnelPlan plan : plans) {
        tunnels.add(plan, failures);
      }
      if (tunnels.running.isEmpty()) {
        throw failures.all();
      }
      return tunnels;
    } catch (ProblemException e) {
      tunnels.close();
      throw e;
    }
  }

  private void add(TunnelPlan plan, Failures failures) throws ProblemException {
    try {
      running.add(plan.open());
    } catch (ProblemException e) {
      failures.add(plan.log(), e);
    }
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
   * Stops listening everywhere and lets the connections finish.
   *
   * @return whether all had finished within {@code limit}
   */
  boolean drain(Duration limit) throws InterruptedException {
    stopListening();
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
