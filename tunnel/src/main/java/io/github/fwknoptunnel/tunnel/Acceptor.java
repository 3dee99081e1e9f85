package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Accepts connections from a listening socket until it is closed. A failed accept, such as for lack
 * of file descriptors, is retried after a short pause. May be closed from any thread.
 */
final class Acceptor implements AutoCloseable {
  /** Serves the clients. */
  @FunctionalInterface
  interface ClientHandler {
    /**
     * Waits until one more client may come; whether it had to: the port may be another one by now.
     */
    default boolean awaitCapacity() throws InterruptedException {
      return false;
    }

    void accept(SocketChannel client) throws IOException, InterruptedException;
  }

  private static final Duration MIN_PAUSE = Duration.ofMillis(5);
  private static final Duration MAX_PAUSE = Duration.ofSeconds(1);
  private static final System.Logger LOG = System.getLogger(Acceptor.class.getName());

  /** Closing the port wakes a thread that accepts at once. */
  private static final Duration MAX_WAIT = Duration.ofMillis(500);

  private final TunnelListener listener;
  private final Optional<ServerSocketChannel> given;
  private final Duration maxWait;
  private SocketAddress address;
  private @Nullable Listener socket;
  private boolean accepting;
  private boolean closed;

  /** An acceptor at the address, or at a {@code given} socket, which listens already. */
  Acceptor(SocketAddress address, Optional<ServerSocketChannel> given, TunnelListener listener) {
    this(address, given, listener, MAX_WAIT);
  }

  /** The same with another limit for the wait in {@link #close}. */
  Acceptor(
      SocketAddress address,
      Optional<ServerSocketChannel> given,
      TunnelListener listener,
      Duration maxWait) {
    this.maxWait = maxWait;
    this.address = address;
    this.given = given;
    this.listener = listener;
  }

  /** Opens the port; the one that was free first is kept from then on. */
  synchronized void listen() throws IOException {
    if (closed || socket != null) {
      return;
    }
    Listener opened =
        given.isPresent() ? InheritedListener.of(given.get()) : Listener.open(address);
    address = opened.address();
    socket = opened;
    listener.onEvent(new TunnelEvent.Listening(address));
  }

  synchronized SocketAddress address() {
    return address;
  }

  /** Hands every client to {@code clients} until the acceptor is closed. */
  void run(ClientHandler clients) throws InterruptedException {
    Duration pause = MIN_PAUSE;
    while (true) {
      clients.awaitCapacity();
      Listener port = awaitListener();
      if (port == null) {
        return;
      }
      if (clients.awaitCapacity()) {
        continue;
      }
      try {
        clients.accept(accept(port));
        pause = MIN_PAUSE;
      } catch (ClosedChannelException e) {
        // Closed by us: for good, or until the one connection is over.
      } catch (IOException e) {
        pause = pauseAfter(e, pause);
      } catch (RuntimeException | Error e) {
        // One client is lost. Want of memory or of threads passes, and clients can wait for it.
        pause = pauseAfter(new IOException(e.toString(), e), pause);
      } finally {
        clientRegistered();
      }
    }
  }

  /**
   * Accepting lasts until {@link #clientRegistered}, or else a client could be missed by who
   * closes.
   */
  private SocketChannel accept(Listener port) throws IOException {
    accepting(true);
    boolean accepted = false;
    try {
      SocketChannel client = port.accept();
      accepted = true;
      return client;
    } finally {
      if (!accepted) {
        accepting(false);
      }
    }
  }

  /** The client that was handed over is taken note of: {@link #close} need not wait for it. */
  void clientRegistered() {
    accepting(false);
  }

  private synchronized void accepting(boolean now) {
    accepting = now;
    notifyAll();
  }

  /** The open port; null when the acceptor was closed. */
  private @Nullable Listener awaitListener() throws InterruptedException {
    Duration pause = MIN_PAUSE;
    while (true) {
      synchronized (this) {
        if (closed || socket != null) {
          return closed ? null : socket;
        }
      }
      try {
        listen();
      } catch (IOException e) {
        pause = pauseAfter(e, pause);
      }
    }
  }

  private Duration pauseAfter(IOException cause, Duration pause) throws InterruptedException {
    listener.onEvent(new TunnelEvent.AcceptBackoff(cause, pause));
    Thread.sleep(pause);
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(MAX_PAUSE) < 0 ? longer : MAX_PAUSE;
  }

  /**
   * Closes the port; {@link #run} opens it again when there is room for a client. One that was
   * given cannot be closed for others: clients wait in its queue.
   */
  synchronized void pause() {
    if (given.isEmpty()) {
      closeSocket();
    }
  }

  private synchronized void closeSocket() {
    Listener open = socket;
    socket = null;
    try {
      if (open != null) {
        open.close();
      }
    } catch (IOException e) {
      LOG.log(System.Logger.Level.WARNING, "the listening socket could not be closed", e);
    }
  }

  /** Closes the port for good; it is free when this returns. */
  @Override
  public synchronized void close() {
    closed = true;
    closeSocket();
    awaitAcceptor();
  }

  /** As long as a thread waits at a port, the kernel keeps it open for connections. */
  private synchronized void awaitAcceptor() {
    boolean interrupted = false;
    long deadline = System.nanoTime() + maxWait.toNanos();
    for (long left = maxWait.toNanos();
        accepting && left > 0;
        left = deadline - System.nanoTime()) {
      try {
        TimeUnit.NANOSECONDS.timedWait(this, left);
      } catch (InterruptedException e) {
        interrupted = true;
      }
    }
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
