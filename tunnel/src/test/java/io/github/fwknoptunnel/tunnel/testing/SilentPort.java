package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/**
 * A port of this machine that drops every attempt to connect, as a closed firewall does, until it
 * is opened: its queue of connections is full.
 */
public final class SilentPort implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 100;

  private final ServerSocket server;
  private final List<Socket> queued = new ArrayList<>();

  public SilentPort() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
    shut();
  }

  /** From now on attempts to connect are dropped. */
  public void shut() throws IOException {
    while (true) {
      Socket filler = new Socket();
      try {
        filler.connect(address(), PATIENCE_MILLIS);
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
  public void open() throws IOException {
    for (Socket filler : queued) {
      server.accept().close();
      filler.close();
    }
    queued.clear();
  }

  /** The next connection that got through. */
  public Socket accept() throws IOException {
    return server.accept();
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
  public void close() throws IOException {
    for (Socket filler : queued) {
      filler.close();
    }
    server.close();
  }
}
