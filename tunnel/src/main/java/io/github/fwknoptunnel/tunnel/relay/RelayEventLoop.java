package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.RelayConfig;
import java.io.IOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * A thread with a selector that serves many sessions. Only {@link #execute} may be called from
 * other threads.
 */
final class RelayEventLoop implements AutoCloseable {
  /** Something that the selector wakes. */
  interface Handler {
    void ready(int operations);

    /** The handler itself broke; it must give up its connection and nothing else. */
    void failed(Throwable cause);
  }

  private static final long TICK_MILLIS = 20;
  private static final long TIMEOUT_CHECK_MILLIS = 500;
  private static final System.Logger LOG = System.getLogger(RelayEventLoop.class.getName());
  private static final long REPORT_INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final AtomicLong REPORTED =
      new AtomicLong(System.nanoTime() - REPORT_INTERVAL_NANOS);

  /** Closing needs no time of its own; only a listener that blocks could take some. */
  private static final Duration MAX_END = Duration.ofSeconds(1);

  private final Selector selector;
  private final AdaptiveSelect select;
  private final RelayConfig config;
  private final BufferPool buffers;
  private final PipePool pipes = new PipePool();
  private final TcpSendQueues sendQueues = new TcpSendQueues();
  private final LoopTaskQueue tasks;
  private final Set<RelaySession> sessions = new HashSet<>();
  private final Set<RelaySession> ticking = new HashSet<>();
  private final AtomicInteger load = new AtomicInteger();
  private final Thread thread;
  private final Consumer<Throwable> whenBroken;
  private volatile boolean closed;
  private long swept = System.nanoTime();

  private RelayEventLoop(
      String name, RelayConfig config, BufferBudget budget, Consumer<Throwable> whenBroken)
      throws IOException {
    this.whenBroken = whenBroken;
    this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    this.selector = Selector.open();
    this.tasks = new LoopTaskQueue(selector);
    this.select = new AdaptiveSelect(selector, RelayEventLoop::dispatch, this::interrupted);
    this.config = config;
    this.buffers = new BufferPool(budget);
  }

  /**
   * Starts a loop.
   *
   * @param whenBroken called once, on the loop's thread, if it ends without being closed; its
   *     connections are reset by then
   */
  static RelayEventLoop start(
      String name, RelayConfig config, BufferBudget budget, Consumer<Throwable> whenBroken)
      throws IOException {
    RelayEventLoop loop = new RelayEventLoop(name, config, budget, whenBroken);
    loop.thread.start();
    return loop;
  }

  /** Runs {@code task} for {@code session} on the loop's thread, soon. From any thread. */
  void execute(RelaySession session, Runnable task) {
    tasks.add(() -> guard(session, task));
  }

  /** Whether it takes no more sessions: it was closed, or has failed. From any thread. */
  boolean ended() {
    return tasks.ended();
  }

  /** How many sessions it serves, with those that it does not know of yet. */
  int load() {
    return load.get();
  }

  RelayConfig config() {
    return config;
  }

  BufferPool buffers() {
    return buffers;
  }

  PipePool pipes() {
    return pipes;
  }

  TcpSendQueues sendQueues() {
    return sendQueues;
  }

  SelectionKey register(SelectableChannel channel, Handler handler) throws IOException {
    if (tasks.ended()) {
      throw new IOException("the relay is closed");
    }
    channel.configureBlocking(false);
    return channel.register(selector, 0, handler);
  }

  void add(RelaySession session) {
    sessions.add(session);
  }

  void remove(RelaySession session) {
    sessions.remove(session);
    ticking.remove(session);
    load.decrementAndGet();
  }

  /** Calls the session every few milliseconds until it says that it has nothing to wait for. */
  void keepTicking(RelaySession session) {
    ticking.add(session);
  }

  private void tick(RelaySession session) {
    if (!session.tick()) {
      ticking.remove(session);
    }
  }

  private void run() {
    Throwable failure = null;
    try {
      while (!closed) {
        select.await(buffers.takeMoved(), selectTimeout());
        runTimers();
        trimIfDue();
        // Last: a selectNow forgets the wakeups of tasks that are waiting by then.
        tasks.run();
      }
    } catch (IOException | RuntimeException | Error e) {
      failure = e;
    }
    end();
    if (failure != null) {
      whenBroken.accept(failure);
    }
  }

  /** Resets all connections, also those that are handed over too late. */
  private void end() {
    attempt(tasks::run);
    while (!sessions.isEmpty()) {
      RelaySession session = sessions.iterator().next();
      attempt(session::abortNow);
      // Usually done by the session itself; without it a failure would repeat for ever.
      sessions.remove(session);
    }
    attempt(tasks::end);
    attempt(pipes::close);
    try {
      selector.close();
    } catch (IOException e) {
      // Its channels are closed already.
    }
  }

  private static void dispatch(SelectionKey key) {
    if (!key.isValid()) {
      return; // Its session ended in this very round, over its other endpoint's key.
    }
    Handler handler = (Handler) key.attachment();
    try {
      handler.ready(key.readyOps());
    } catch (RuntimeException | Error e) {
      lost(e);
      attempt(() -> handler.failed(e));
    }
  }

  private static void guard(RelaySession session, Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      lost(e);
      attempt(session::failed);
    }
  }

  /** One connection is lost; the loop and all others go on. Reported once a second at most. */
  private static void lost(Throwable cause) {
    long now = System.nanoTime();
    long last = REPORTED.get();
    if (now - last >= REPORT_INTERVAL_NANOS && REPORTED.compareAndSet(last, now)) {
      attempt(() -> LOG.log(System.Logger.Level.WARNING, "a relayed connection failed", cause));
    }
  }

  /** What is done after a failure may fail for the same reason, such as for want of memory. */
  private static void attempt(Runnable task) {
    try {
      task.run();
    } catch (RuntimeException | Error e) {
      // The first failure was reported, or could not be.
    }
  }

  private boolean interrupted() {
    return closed || tasks.waiting();
  }

  private long selectTimeout() {
    if (!ticking.isEmpty()) {
      return TICK_MILLIS;
    }
    return sessions.isEmpty() && !pipes.holdsOne() ? 0 : TIMEOUT_CHECK_MILLIS;
  }

  private void runTimers() {
    for (RelaySession session : List.copyOf(ticking)) {
      guard(session, () -> tick(session));
    }
  }

  private void trimIfDue() throws IOException {
    long now = System.nanoTime();
    if (now - swept < TimeUnit.MILLISECONDS.toNanos(TIMEOUT_CHECK_MILLIS)) {
      return;
    }
    swept = now;
    pipes.trimIdle();
    Set<RelaySession> paused = new HashSet<>();
    for (RelaySession session : List.copyOf(sessions)) {
      guard(
          session,
          () -> {
            if (session.checkTimeouts(now)) {
              paused.add(session);
            }
          });
    }
    if (!paused.isEmpty()) {
      selector.selectNow(RelayEventLoop::dispatch);
      paused.forEach(session -> guard(session, session::evaluate));
    }
  }

  /** Cuts all connections and ends the thread. */
  @Override
  public void close() {
    closed = true;
    selector.wakeup();
  }

  /** Waits a little for the end of what {@link #close} began; on the loop itself there is none. */
  void awaitEnd() throws InterruptedException {
    if (!thread.equals(Thread.currentThread())) {
      var unused = thread.join(MAX_END);
    }
  }

  /** Counts a session that is to come, until {@link #remove}. From any thread. */
  void reserve() {
    load.incrementAndGet();
  }

  /** Completes when the thread has time for it, with false once it has ended. From any thread. */
  CompletableFuture<Boolean> answer() {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    tasks.add(() -> answer.complete(!tasks.ended()));
    return answer;
  }
}
