package io.github.fwknoptunnel.spa.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/**
 * A port of this machine that, like a closed firewall, drops every attempt to connect until the
 * port is opened. It does so because its queue of connections is full. Linux only: other kernels
 * refuse what does not fit into the queue.
 */
public final class SilentPort implements AutoCloseable {
  private static final int TIMEOUT_MILLIS = 100;

  private final ServerSocket server;
  private final List<Socket> queued = new ArrayList<>();

  /** Clients that were in the queue before it was full. */
  private final Queue<Socket> early = new ConcurrentLinkedQueue<>();

  /** A closed port whose queue holds one connection. */
  public SilentPort() throws IOException {
    this(InetAddress.getByName("127.0.0.1"));
  }

  /** The same at another address of this machine. */
  public SilentPort(InetAddress address) throws IOException {
    this(1, address);
  }

  /**
   * A closed port.
   *
   * @param backlog connections that it can hold while it is open
   * @param address one of this machine
   */
  SilentPort(int backlog, InetAddress address) throws IOException {
    server = new ServerSocket(0, backlog, address);
    shut();
  }

  /** From now on attempts to connect are dropped. */
  public synchronized void shut() throws IOException {
    while (true) {
      Socket filler = new Socket();
      try {
        filler.connect(address(), TIMEOUT_MILLIS);
        queued.add(filler);
      } catch (SocketTimeoutException full) {
        filler.close();
        return;
      }
    }
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** From now on attempts to connect get through. */
  public synchronized void open() throws IOException {
    Set<SocketAddress> fillers =
        queued.stream().map(Socket::getLocalSocketAddress).collect(Collectors.toSet());
    while (!fillers.isEmpty()) {
      Socket next = server.accept();
      // Both ends are open, so no other connection has this address.
      if (fillers.remove(next.getRemoteSocketAddress())) {
        next.close();
      } else {
        early.add(next);
      }
    }
    for (Socket filler : queued) {
      filler.close();
    }
    queued.clear();
  }

  /** The next connection that got through; waits for it. */
  public Socket accept() throws IOException {
    Socket waiting = early.poll();
    if (waiting != null) {
      return waiting;
    }
    server.setSoTimeout(0);
    return server.accept();
  }

  /** The next connection that got through; empty if none did in this time. */
  Optional<Socket> accept(Duration time) throws IOException {
    Socket waiting = early.poll();
    if (waiting != null) {
      return Optional.of(waiting);
    }
    server.setSoTimeout((int) time.toMillis());
    try {
      return Optional.of(server.accept());
    } catch (SocketTimeoutException none) {
      return Optional.empty();
    }
  }

  /**
   * How many connections have got through and were not accepted yet. The kernel queues in order, so
   * one more connection shows the end of the queue.
   */
  public int arrivals() throws IOException {
    try (Socket last = new Socket(server.getInetAddress(), server.getLocalPort())) {
      int count = 0;
      while (true) {
        try (Socket next = server.accept()) {
          if (next.getRemoteSocketAddress().equals(last.getLocalSocketAddress())) {
            return count;
          }
          count++;
        }
      }
    }
  }

  @Override
  public synchronized void close() throws IOException {
    for (Socket filler : queued) {
      filler.close();
    }
    for (Socket client : early) {
      client.close();
    }
    server.close();
  }
}
