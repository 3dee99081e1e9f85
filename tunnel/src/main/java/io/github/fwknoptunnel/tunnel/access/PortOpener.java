package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.KnockAction;
import io.github.fwknoptunnel.tunnel.dial.PortOpenTimes;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A closed port, and how to open it: resolve, knock, dial.
 *
 * @param names of the host; resolved again for each attempt
 * @param listener receives {@link TunnelEvent.KnockSent} and {@link TunnelEvent.PortOpened}, on the
 *     attempt's threads
 * @param times how long the port took to open recently
 */
public record PortOpener(
    TargetNames names,
    Knocker knocker,
    Dialer dialer,
    TunnelListener listener,
    PortOpenTimes times) {
  /** A port that has not been opened yet. */
  public PortOpener(TargetNames names, Knocker knocker, Dialer dialer, TunnelListener listener) {
    this(names, knocker, dialer, listener, new PortOpenTimes());
  }

  /**
   * Resolves, knocks and dials; blocks until the port is open or the time is up.
   *
   * @param connection number of the connection that starts it, for events
   * @throws ConnectFailedException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public DialResult open(long connection) throws ConnectFailedException, InterruptedException {
    try {
      OpenedTarget opened = race(connection);
      names.won(opened.target());
      knocker.opened(opened.result().knocks());
      listener.onEvent(event(connection, opened.result()));
      return opened.result();
    } catch (ConnectFailedException e) {
      knocker.failed();
      throw e;
    }
  }

  private static TunnelEvent event(long connection, DialResult opened) {
    return new TunnelEvent.PortOpened(
        connection,
        opened.target(),
        opened.took(),
        opened.knocks(),
        opened.probes(),
        opened.knocked(),
        opened.probeStarted());
  }

  private OpenedTarget race(long connection) throws ConnectFailedException, InterruptedException {
    List<String> inOrder = names.inOrder();
    if (inOrder.size() > 1) {
      return AddressRace.run(this, inOrder, connection);
    }
    List<KnockTarget> targets = names.resolve(inOrder.getFirst(), connection);
    return targets.size() == 1
        ? new OpenedTarget(
            targets.getFirst(), dial(targets.getFirst(), dialer.connectTimeout(), () -> {}))
        : AddressRace.run(this, targets);
  }

  /** Which of the addresses opened. */
  record OpenedTarget(KnockTarget target, DialResult result) {}

  /** Knocks at one address, reports the first knock, and dials within what is left of the time. */
  DialResult dial(KnockTarget target, Duration left, Runnable knocked)
      throws ConnectFailedException, InterruptedException {
    Dialer within = new Dialer(dialer.delay(), left, dialer.maxKnocks());
    return within.dial(target.socketAddress(), new TargetKnock(this, target, knocked), times);
  }

  private record TargetKnock(PortOpener opener, KnockTarget target, Runnable done)
      implements KnockAction {
    @Override
    public void knock() throws ConnectFailedException, InterruptedException {
      report(opener.knocker().knock(target));
      done.run();
    }

    @Override
    public boolean retry() throws ConnectFailedException, InterruptedException {
      Optional<KnockResult> result = opener.knocker().retry(target);
      result.ifPresent(this::report);
      return result.isPresent();
    }

    private void report(KnockResult sent) {
      opener.listener().onEvent(new TunnelEvent.KnockSent(target.connection(), sent));
    }
  }
}
