package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.Knock;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.dial.OpeningTimes;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A closed port and what opens it.
 *
 * @param host resolved anew for each opening
 * @param times how long it took to open lately
 */
public record Door(
    String host,
    int port,
    Knocker knocker,
    Dialer dialer,
    OpeningListener listener,
    OpeningTimes times) {

  /** A name with more is a mistake, and each costs packets. */
  private static final int MAX_ADDRESSES = 4;

  /** A port that has not been opened yet. */
  public Door(String host, int port, Knocker knocker, Dialer dialer, OpeningListener listener) {
    this(host, port, knocker, dialer, listener, new OpeningTimes());
  }

  /**
   * Resolves, knocks and dials; blocks until the port is open or the time is up.
   *
   * @param connection number of the one that asks, for events
   * @throws OpenException if it did not open
   * @throws InterruptedException if the thread was interrupted; nothing is left open then
   */
  public Opened open(long connection) throws OpenException, InterruptedException {
    List<KnockTarget> targets =
        Names.allIpv4(host).stream()
            .limit(MAX_ADDRESSES)
            .map(address -> new KnockTarget(host, address, port, connection))
            .toList();
    try {
      Opened opened =
          targets.size() == 1 ? dial(targets.getFirst()) : AddressRace.run(this, targets);
      knocker.opened(opened.knocks());
      listener.opened(at(targets, opened), opened);
      return opened;
    } catch (OpenException e) {
      knocker.failed();
      throw e;
    }
  }

  private static KnockTarget at(List<KnockTarget> targets, Opened opened) {
    return targets.stream()
        .filter(target -> target.socketAddress().equals(opened.target()))
        .findFirst()
        .orElse(targets.getFirst());
  }

  /** Knocks at one address and dials it. */
  private Opened dial(KnockTarget target) throws OpenException, InterruptedException {
    return dial(target, dialer.openTimeout(), () -> {});
  }

  /**
   * The same within what is left of the time.
   *
   * @param knocked told when the first knock is out
   */
  Opened dial(KnockTarget target, Duration left, Runnable knocked)
      throws OpenException, InterruptedException {
    Dialer within = new Dialer(dialer.delay(), left, dialer.mostKnocks());
    return within.open(target.socketAddress(), new DoorKnock(this, target, knocked), times);
  }

  private record DoorKnock(Door door, KnockTarget target, Runnable done) implements Knock {
    @Override
    public void send() throws OpenException, InterruptedException {
      door.listener().knocked(target, door.knocker().knock(target));
      done.run();
    }

    @Override
    public boolean sendAgain() throws OpenException, InterruptedException {
      Optional<KnockReceipt> receipt = door.knocker().knockAgain(target);
      receipt.ifPresent(sent -> door.listener().knocked(target, sent));
      return receipt.isPresent();
    }
  }
}
