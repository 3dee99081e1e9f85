package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.Opened;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

/**
 * One packet, one prober, and all connections that wait for them: resolve, knock, dial, on a thread
 * of its own. The first that still waits gets the connection that got through; the others connect
 * once.
 */
final class Opening implements Runnable {
  private final Door door;
  private final long connection;
  private final BiConsumer<Opening, Optional<Opened>> whenOver;
  private final List<CompletableFuture<Way>> waiting = new ArrayList<>();
  private final Thread thread;
  private boolean over;

  /**
   * Not begun yet.
   *
   * @param connection that asks first
   * @param whenOver told how it ended, before any connection hears of it
   */
  Opening(Door door, long connection, BiConsumer<Opening, Optional<Opened>> whenOver) {
    this.door = door;
    this.connection = connection;
    this.whenOver = whenOver;
    this.thread = Thread.ofPlatform().name("opening-" + connection).daemon().unstarted(this);
  }

  /** Begins, with the first connection among those that wait: it may be over at any time now. */
  CompletableFuture<Way> start() {
    CompletableFuture<Way> first = add();
    thread.start();
    return first;
  }

  /** Waits with the others; empty if it is too late for that. */
  synchronized Optional<CompletableFuture<Way>> join() {
    return over ? Optional.empty() : Optional.of(add());
  }

  private synchronized CompletableFuture<Way> add() {
    CompletableFuture<Way> way = new CompletableFuture<>();
    waiting.add(way);
    var unused = way.whenComplete((result, failure) -> leaveIf(way.isCancelled()));
    return way;
  }

  private synchronized void leaveIf(boolean cancelled) {
    if (cancelled && !over && waiting.stream().allMatch(CompletableFuture::isCancelled)) {
      over = true;
      thread.interrupt();
    }
  }

  @Override
  public void run() {
    try {
      letThrough(door.open(connection));
    } catch (OpenException | InterruptedException | RuntimeException | Error e) {
      // Also what nobody expects: an opening that does not end holds up all that come after it.
      finish(Optional.empty()).forEach(way -> way.completeExceptionally(e));
    }
  }

  private void letThrough(Opened opened) {
    boolean taken = false;
    for (CompletableFuture<Way> way : finish(Optional.of(opened))) {
      taken |= way.complete(taken ? connect(opened) : new Way.Through(opened));
    }
    if (!taken) {
      close(opened);
    }
  }

  private Way connect(Opened opened) {
    return new Way.Connect(List.of(opened.target()), door.dialer().openTimeout(), false);
  }

  /** After this nobody can join any more. */
  private List<CompletableFuture<Way>> finish(Optional<Opened> result) {
    whenOver.accept(this, result);
    synchronized (this) {
      over = true;
      return List.copyOf(waiting);
    }
  }

  private static void close(Opened opened) {
    try {
      opened.channel().close();
    } catch (IOException e) {
      // Everybody had left: nobody misses it.
    }
  }
}
