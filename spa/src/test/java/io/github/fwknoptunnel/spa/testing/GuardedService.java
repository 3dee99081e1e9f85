package io.github.fwknoptunnel.spa.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** A service behind a port that drops every connection attempt while it is closed. Thread-safe. */
final class GuardedService implements AutoCloseable {
  private static final Duration POLL = Duration.ofMillis(20);
  private static final int BACKLOG = 50;

  private final SilentPort port;
  private final FakeFwknopd.Service service;
  private final ExecutorService clients = Executors.newVirtualThreadPerTaskExecutor();
  private final AtomicInteger connections = new AtomicInteger();
  private @Nullable Thread acceptor;
  private volatile boolean accepting;
  private volatile boolean open;
  private volatile boolean closed;

  GuardedService(FakeFwknopd.Service service, InetAddress address) throws IOException {
    this.port = new SilentPort(BACKLOG, address);
    this.service = service;
  }

  int number() {
    return port.address().getPort();
  }

  int connections() {
    return connections.get();
  }

  boolean isOpen() {
    return open;
  }

  synchronized void open() throws IOException {
    if (open || closed) {
      return;
    }
    port.open();
    accepting = true;
    open = true;
    acceptor = Thread.ofPlatform().name("fake-fwknopd-accept").daemon().start(this::acceptAll);
  }

  synchronized void shut() throws IOException, InterruptedException {
    if (!open) {
      return;
    }
    accepting = false;
    if (acceptor != null) {
      acceptor.join();
    }
    if (!closed) {
      port.shut();
    }
    open = false;
  }

  private void acceptAll() {
    int late = 0; // Clients that keep coming must not keep the port open.
    try {
      while (late < BACKLOG) {
        Optional<Socket> client = port.accept(POLL);
        if (client.isPresent()) {
          begin(client.get());
        } else if (!accepting) {
          return;
        }
        late += accepting ? 0 : 1;
      }
    } catch (IOException e) {
      if (!closed) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void begin(Socket client) throws IOException {
    connections.incrementAndGet();
    try {
      clients.execute(() -> serve(client));
    } catch (RejectedExecutionException e) {
      client.close(); // The server ends.
    }
  }

  private void serve(Socket client) {
    try (client) {
      service.serve(client);
    } catch (IOException e) {
      // The client has left: its test knows.
    }
  }

  /** Clients that are still served are interrupted. */
  @Override
  public void close() throws IOException {
    closed = true;
    accepting = false;
    port.close();
    open = false;
    clients.shutdownNow();
  }
}
