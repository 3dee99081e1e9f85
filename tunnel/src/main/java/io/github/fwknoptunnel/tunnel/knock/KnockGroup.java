package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.spa.time.Age;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A group of forwards with the same SPA server, keys and allowed address: one packet requests the
 * ports of all. A server that reads two packets a second would otherwise make the last of five
 * forwards wait for seconds.
 *
 * <p>If such a packet does not open a port, that port is requested alone: some servers open only
 * one port per packet, and some refuse a whole packet if one of its ports is not allowed. The group
 * remembers what worked. Thread-safe.
 */
public final class KnockGroup {
  /** A server that queues packets has read the last one by then. */
  private static final Duration MAX_JOIN = Duration.ofSeconds(2);

  private final Duration join;
  private final Age.Clocks clocks;
  private final ReentrantLock lock = new ReentrantLock();

  /** When a packet for all was last sent, by the address of the SPA server. */
  private final Map<InetAddress, Age> sent = new HashMap<>();

  /** A packet for all has opened a port. */
  private boolean confirmed;

  /** No packet for all ever has. */
  private boolean refuted;

  /**
   * Creates a group without members.
   *
   * @param accessWindow time for which a port is assumed to be open after a knock
   */
  public KnockGroup(Duration accessWindow) {
    this(accessWindow, Age.Clocks.SYSTEM);
  }

  KnockGroup(Duration accessWindow, Age.Clocks clocks) {
    this.join = accessWindow.compareTo(MAX_JOIN) < 0 ? accessWindow : MAX_JOIN;
    this.clocks = clocks;
  }

  /**
   * Adds a forward.
   *
   * @param server name or address of the SPA server
   * @param together requests the ports of all members
   * @param single requests this forward's port
   * @return the knocker of the forward
   */
  public Knocker member(String server, Knocker together, Knocker single) {
    return new Member(server, together, single);
  }

  /** The number of servers that recently received a packet for all members. */
  int remembered() {
    lock.lock();
    try {
      return sent.size();
    } finally {
      lock.unlock();
    }
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
        InetAddress address = SpaKnocker.addressFor(server, target);
        sent.values().removeIf(last -> last.isOver(join));
        if (sent.containsKey(address)) {
          return new KnockResult.PacketShared(server);
        }
        KnockResult result = together.knock(target);
        sent.put(address, clocks.start());
        return result;
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
