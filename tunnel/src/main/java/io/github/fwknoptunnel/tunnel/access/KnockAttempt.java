package io.github.fwknoptunnel.tunnel.access;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * A knock with its probes, shared by all connections that wait for it: resolves, knocks and dials,
 * on its own thread. The first connection that still waits gets the successful probe; the others
 * connect once themselves.
 */
final class KnockAttempt implements Runnable {
  /**
   * Attempts whose clients have all left, and which still look up a name: nothing can interrupt
   * that. Each has a thread, and clients cost nothing, so there is a limit for the process.
   */
  private static final int MAX_ABANDONED = 256;

  private static final AtomicInteger ABANDONED = new AtomicInteger();

  /** More than it takes to kill a command. */
  private static final Duration MAX_STOP = Duration.ofSeconds(10);

  private final PortOpener opener;
  private final long connection;
  private final BiConsumer<KnockAttempt, Optional<DialResult>> onComplete;
  private final List<CompletableFuture<Upstream>> waiting = new ArrayList<>();
  private final Thread thread;
  private boolean isComplete;
  private volatile boolean abandoned;

  /** The place of one connection among those that wait. */
  final class Place extends CompletableFuture<Upstream> {
    /**
     * For a thread that has cancelled it and may be the last of its process: waits until the knock
     * has ended too, such as a command that is killed, unless others still wait for it.
     */
    void awaitStop() {
      boolean interrupted = Thread.interrupted();
      try {
        if (abandoned) {
          thread.join(MAX_STOP);
        }
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /**
   * An attempt that has not started. Calls {@code onComplete} before it completes the connections
   * that wait.
   */
  KnockAttempt(
      PortOpener opener,
      long connection,
      BiConsumer<KnockAttempt, Optional<DialResult>> onComplete) {
    this.opener = opener;
    this.connection = connection;
    this.onComplete = onComplete;
    this.thread = Thread.ofPlatform().name("knock-" + connection).daemon().unstarted(this);
  }

  /** Begins, with the first connection among those that wait: it may be over at any time now. */
  CompletableFuture<Upstream> start() {
    CompletableFuture<Upstream> first = add();
    if (ABANDONED.get() >= MAX_ABANDONED) {
      fail(new RejectedExecutionException(MAX_ABANDONED + " look-ups of names do not end"));
    } else {
      thread.start();
    }
    return first;
  }

  /** Waits with the others; empty if it is too late for that. */
  synchronized Optional<CompletableFuture<Upstream>> tryJoin() {
    return isComplete ? Optional.empty() : Optional.of(add());
  }

  private synchronized CompletableFuture<Upstream> add() {
    CompletableFuture<Upstream> place = new Place();
    waiting.add(place);
    var unused = place.whenComplete((result, failure) -> cancelIfAbandoned(place.isCancelled()));
    return place;
  }

  private synchronized void cancelIfAbandoned(boolean cancelled) {
    if (cancelled && !isComplete && waiting.stream().allMatch(CompletableFuture::isCancelled)) {
      isComplete = true;
      abandoned = true;
      ABANDONED.incrementAndGet();
      thread.interrupt();
    }
  }

  @Override
  public void run() {
    try {
      deliver(opener.open(connection));
    } catch (ConnectFailedException | InterruptedException | RuntimeException | Error e) {
      fail(e);
    } finally {
      if (abandoned) {
        ABANDONED.decrementAndGet();
      }
    }
  }

  /**
   * Also for what is not expected: an attempt that does not end holds up all that come after it.
   */
  private void fail(Throwable failure) {
    complete(Optional.empty()).forEach(place -> place.completeExceptionally(failure));
  }

  private void deliver(DialResult opened) {
    boolean taken = false;
    for (CompletableFuture<Upstream> place : complete(Optional.of(opened))) {
      taken |= place.complete(taken ? connect(opened) : new Upstream.Connected(opened));
    }
    if (!taken) {
      Channels.discard(opened.channel()); // All connections had left.
    }
  }

  private Upstream connect(DialResult opened) {
    return new Upstream.Addresses(
        List.of(opened.target()), opener.dialer().connectTimeout(), false);
  }

  /** After this no connection can join any more. */
  private List<CompletableFuture<Upstream>> complete(Optional<DialResult> result) {
    onComplete.accept(this, result);
    synchronized (this) {
      isComplete = true;
      return List.copyOf(waiting);
    }
  }
}
