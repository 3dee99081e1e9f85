package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.dial.Knock;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import io.github.fwknoptunnel.tunnel.dial.OpeningTimes;
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
    KnockTarget target = new KnockTarget(host, Names.ipv4(host), port, connection);
    Opened opened = dialer.open(target.socketAddress(), new DoorKnock(this, target), times);
    listener.opened(target, opened);
    return opened;
  }

  private record DoorKnock(Door door, KnockTarget target) implements Knock {
    @Override
    public void send() throws OpenException, InterruptedException {
      door.listener().knocked(target, door.knocker().knock(target));
    }

    @Override
    public boolean sendAgain() throws OpenException, InterruptedException {
      Optional<KnockReceipt> receipt = door.knocker().knockAgain(target);
      receipt.ifPresent(sent -> door.listener().knocked(target, sent));
      return receipt.isPresent();
    }
  }
}
