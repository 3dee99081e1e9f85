package io.github.fwknoptunnel.tunnel.relay;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A client and, once it is found, its remote side. Public methods may be called from any thread;
 * the rest runs on the pair's loop.
 */
public final class RelayPair {
  private final RelayLoop loop;
  private final SocketChannel clientChannel;
  private final RelayListener listener;
  private final Stillness stillness = new Stillness();
  private @Nullable Link link;
  private @Nullable OutgoingConnect connecting;
  private @Nullable Runnable whenHollow;
  private boolean over;

  private RelayPair(RelayLoop loop, SocketChannel client, RelayListener listener) {
    this.loop = loop;
    this.clientChannel = client;
    this.listener = listener;
  }

  static RelayPair admit(RelayLoop loop, SocketChannel client, RelayListener listener) {
    RelayPair pair = new RelayPair(loop, client, listener);
    loop.execute(pair, pair::begin);
    return pair;
  }

  /**
   * Relays to {@code remote}, which belongs to the pair from here on, also when the client has left
   * meanwhile.
   */
  public void attach(SocketChannel remote) {
    loop.execute(this, () -> attachNow(remote));
  }

  /**
   * Connects to the first of {@code addresses} that takes the connection, and relays to it. Calls
   * from one thread reach the first address in their order.
   *
   * @param addresses resolved ones
   * @param patience for all of them together
   * @param connected gets the time that it took, on the loop's thread and before any byte is
   *     relayed
   * @return completes on the loop's thread, with the same time or with a {@link
   *     java.net.SocketTimeoutException} for silence, a {@link java.net.ConnectException} for a
   *     refusal, another {@link IOException}; is cancelled when the client has left
   */
  public CompletableFuture<Duration> connect(
      List<InetSocketAddress> addresses, Duration patience, Consumer<Duration> connected) {
    OutgoingConnect attempt = new OutgoingConnect(loop, addresses, patience, this::attachNow);
    var unused = attempt.result().thenAccept(connected);
    attempt.launch();
    loop.execute(this, () -> connectNow(attempt));
    return attempt.result();
  }

  /**
   * Has {@code again} called, on the loop's thread and at most once, where a remote side ends
   * within a second and no byte has passed either way: what accepted the connection may not have
   * been the server. The client learns nothing of it; the pair waits for another remote side then.
   */
  public void ifHollow(Runnable again) {
    loop.execute(this, () -> whenHollow = again);
  }

  /** Ends the connection with a reset, unless it is over already. */
  public void cut() {
    loop.execute(this, this::cutNow);
  }

  private void begin() {
    loop.add(this);
    try {
      link = new Link(loop, side(clientChannel));
      settle();
    } catch (IOException e) {
      end(Ending.FAILED);
    }
  }

  private void attachNow(SocketChannel remote) {
    Link current = link;
    if (over || current == null) {
      Side.reset(remote);
      return;
    }
    try {
      current.attach(side(remote), whenHollow != null);
      settle();
    } catch (IOException e) {
      Side.reset(remote);
      end(Ending.FAILED);
    }
  }

  private void connectNow(OutgoingConnect attempt) {
    if (over) {
      attempt.cancel();
      return;
    }
    connecting = attempt;
    attempt.start();
    loop.keepTicking(this);
  }

  private Side side(SocketChannel channel) throws IOException {
    if (channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY)) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
    }
    return new Side(this, loop, channel);
  }

  void ready(Side side, boolean readable, boolean writable) {
    Link current = link;
    if (!over && current != null) {
      current.move(side, readable, writable);
      settle();
    }
  }

  void failed() {
    end(Ending.FAILED);
  }

  void cutNow() {
    end(Ending.CUT);
  }

  /** Looks whether the pair is over, and tells the selector what to look for if not. */
  void settle() {
    Link current = link;
    if (over || current == null) {
      return;
    }
    findAnother(current);
    Ending ending = current.ending();
    if (ending != null) {
      end(ending);
      return;
    }
    current.watch();
    if (current.needsTicks()) {
      loop.keepTicking(this);
    }
  }

  private void findAnother(Link current) {
    Runnable again = whenHollow;
    if (current.hollow() && again != null) {
      whenHollow = null;
      current.detach();
      again.run();
    }
  }

  /**
   * Waits for what no selector reports: a deadline, an empty send queue, free memory. False when
   * there is nothing.
   */
  boolean tick() {
    Link current = link;
    if (over || current == null) {
      return false;
    }
    boolean dialling = connecting != null && connecting.waiting();
    if (current.needsTicks()) {
      current.moveAll();
      settle();
    }
    return dialling || (!over && current.needsTicks());
  }

  /** Looks after what takes seconds. True if the selector should look for resets, once. */
  boolean sweep(long now) {
    Link current = link;
    if (over || current == null) {
      return false;
    }
    loop.policy().keepAlive().ifPresent(current::keepAlive);
    if (current.attached()) {
      endIfIdle(current, now);
    }
    return !over && current.lookForResets();
  }

  private void endIfIdle(Link current, long now) {
    Duration still = stillness.of(current.moved(), now);
    boolean idle = loop.policy().idle().filter(limit -> still.compareTo(limit) > 0).isPresent();
    boolean left = current.halfClosed() && still.compareTo(loop.policy().halfClosedIdle()) > 0;
    if (idle || left) {
      end(Ending.IDLE);
    }
  }

  private void end(Ending ending) {
    if (over) {
      return;
    }
    over = true;
    loop.remove(this);
    if (connecting != null) {
      connecting.cancel();
    }
    Link current = link;
    RelayTotals totals = new RelayTotals(0, 0);
    if (current == null) {
      Side.close(clientChannel);
    } else {
      totals = current.totals();
      current.close(ending);
    }
    listener.ended(ending, totals);
  }
}
