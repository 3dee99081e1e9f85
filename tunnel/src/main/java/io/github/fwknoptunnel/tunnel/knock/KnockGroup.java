package io.github.fwknoptunnel.tunnel.knock;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Forwards that share SPA server, keys and allowed address: one packet asks for the ports of all. A
 * server that takes two packets a second would let the last of five wait for seconds.
 *
 * <p>If such a packet does not open a port, the port is asked for alone: some servers take one port
 * a packet, and one port that is not allowed refuses the whole packet. What worked is remembered.
 * Thread-safe.
 */
public final class KnockGroup {
  /** A server that queues packets has read the last one by then. */
  private static final Duration MAX_JOIN = Duration.ofSeconds(2);

  private final long joinNanos;
  private final LongSupplier nanos;
  private final ReentrantLock lock = new ReentrantLock();

  /** When a packet for all was last sent, by the address that it opens the way to. */
  private final Map<String, Long> sent = new HashMap<>();

  /** A packet for all has opened a port. */
  private boolean confirmed;

  /** No packet for all ever has. */
  private boolean refuted;

  /**
   * A group without members.
   *
   * @param accessWindow for which a port is assumed to be open after a knock
   */
  public KnockGroup(Duration accessWindow) {
    this(accessWindow, System::nanoTime);
  }

  KnockGroup(Duration accessWindow, LongSupplier nanos) {
    Duration join = accessWindow.compareTo(MAX_JOIN) < 0 ? accessWindow : MAX_JOIN;
    this.joinNanos = join.toNanos();
    this.nanos = nanos;
  }

  /**
   * The knocker of one forward.
   *
   * @param server name or address of the SPA server
   * @param together asks for the ports of all members
   * @param single asks for this forward's port
   */
  public Knocker member(String server, Knocker together, Knocker single) {
    return new Member(server, together, single);
  }

  private final class Member implements Knocker {
    private final String server;
    private final Knocker together;
    private final Knocker single;
    private boolean opensTogether;
    private boolean opensAlone;

    Member(String server, Knocker together, Knocker single) {
      this.server = server;
      this.together = together;
      this.single = single;
    }

    @Override
    public KnockResult knock(KnockTarget target)
        throws ConnectFailedException, InterruptedException {
      // Held while the packet is made and sent: the others need not send theirs.
      lock.lockInterruptibly();
      try {
        if (refuted || opensAlone) {
          return single.knock(target);
        }
        String address =
            server.equalsIgnoreCase(target.host()) ? target.address().getHostAddress() : server;
        Long last = sent.get(address);
        if (last != null && nanos.getAsLong() - last < joinNanos) {
          return new KnockResult.PacketShared(server);
        }
        KnockResult receipt = together.knock(target);
        sent.put(address, nanos.getAsLong());
        return receipt;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public Optional<KnockResult> retry(KnockTarget target)
        throws ConnectFailedException, InterruptedException {
      return single.retry(target);
    }

    @Override
    public void opened(int knocks) {
      lock.lock();
      try {
        opensTogether |= knocks == 1;
        confirmed |= knocks == 1;
        // Where a packet for all has worked before, this one was lost. A server that takes one port
        // a packet opens the first of them, so each forward finds out for itself.
        opensAlone |= knocks > 1 && !opensTogether;
        refuted |= knocks > 1 && !confirmed;
      } finally {
        lock.unlock();
      }
      single.opened(knocks);
    }

    @Override
    public void failed() {
      lock.lock();
      try {
        sent.clear();
      } finally {
        lock.unlock();
      }
      together.failed();
      single.failed();
    }

    @Override
    public int maxKnocks() {
      return single.maxKnocks();
    }
  }
}
