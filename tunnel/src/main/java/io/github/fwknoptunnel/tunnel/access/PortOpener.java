package io.github.fwknoptunnel.tunnel.access;

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
 * A closed port and what opens it.
 *
 * @param host resolved anew for each opening
 * @param times how long it took to open lately
 */
public record PortOpener(
    String host,
    int port,
    Knocker knocker,
    Dialer dialer,
    KnockListener listener,
    PortOpenTimes times) {

  /** A name with more is a mistake, and each costs packets. */
  private static final int MAX_ADDRESSES = 4;

  /** A port that has not been opened yet. */
  public PortOpener(String host, int port, Knocker knocker, Dialer dialer, KnockListener listener) {
    this(host, port, knocker, dialer, listener, new PortOpenTimes());
  }

  /**
   * Resolves, knocks and dials; blocks until the port is open or the time is up.
   *
   * @param connection number of the one that asks, for events
   * @throws ConnectFailedException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public DialResult open(long connection) throws ConnectFailedException, InterruptedException {
    List<KnockTarget> targets =
        KnockTarget.resolve(host, port, connection).stream().limit(MAX_ADDRESSES).toList();
    try {
      DialResult opened =
          targets.size() == 1 ? dial(targets.getFirst()) : AddressRace.run(this, targets);
      knocker.opened(opened.knocks());
      listener.opened(at(targets, opened), opened);
      return opened;
    } catch (ConnectFailedException e) {
      knocker.failed();
      throw e;
    }
  }

  private static KnockTarget at(List<KnockTarget> targets, DialResult opened) {
    return targets.stream()
        .filter(target -> target.socketAddress().equals(opened.target()))
        .findFirst()
        .orElse(targets.getFirst());
  }

  /** Knocks at one address and dials it. */
  private DialResult dial(KnockTarget target) throws ConnectFailedException, InterruptedException {
    return dial(target, dialer.connectTimeout(), () -> {});
  }

  /**
   * The same within what is left of the time.
   *
   * @param knocked told when the first knock is out
   */
  DialResult dial(KnockTarget target, Duration left, Runnable knocked)
      throws ConnectFailedException, InterruptedException {
    Dialer within = new Dialer(dialer.delay(), left, dialer.maxKnocks());
    return within.dial(target.socketAddress(), new TargetKnock(this, target, knocked), times);
  }

  private record TargetKnock(PortOpener opener, KnockTarget target, Runnable done)
      implements KnockAction {
    @Override
    public void knock() throws ConnectFailedException, InterruptedException {
      opener.listener().knocked(target, opener.knocker().knock(target));
      done.run();
    }

    @Override
    public boolean retry() throws ConnectFailedException, InterruptedException {
      Optional<KnockResult> receipt = opener.knocker().retry(target);
      receipt.ifPresent(sent -> opener.listener().knocked(target, sent));
      return receipt.isPresent();
    }
  }
}
