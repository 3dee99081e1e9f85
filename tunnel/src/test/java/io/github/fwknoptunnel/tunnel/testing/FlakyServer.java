package io.github.fwknoptunnel.tunnel.testing;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A server that does what the first byte of a connection asks for. Each has a thread of its own:
 * one that says nothing, such as a stranger's whose port was used before, holds nobody else up.
 */
public final class FlakyServer implements AutoCloseable {
  /** What a client may ask for. */
  public enum Mood {
    /** The same byte again, and an orderly end. */
    ANSWERS,
    /** A reset instead of an answer. */
    RESETS,
    /** An orderly end instead of an answer. */
    ENDS,
    /** The same byte again, and a reset. */
    ANSWERS_AND_RESETS;

    public static Mood of(int number) {
      return values()[number % values().length];
    }
  }

  private final ServerSocket server = Peers.server();
  private final List<Throwable> unexpected = new CopyOnWriteArrayList<>();
  private final AtomicLong served = new AtomicLong();

  public FlakyServer() throws IOException {
    Thread.ofPlatform().name("flaky-server").daemon().start(this::serveAll);
  }

  public InetSocketAddress address() {
    return (InetSocketAddress) server.getLocalSocketAddress();
  }

  /** What went wrong that nobody asked for. */
  public List<Throwable> unexpected() {
    return unexpected;
  }

  public long served() {
    return served.get();
  }

  private void serveAll() {
    while (!server.isClosed()) {
      try {
        Socket client = Peers.accept(server);
        Thread.ofPlatform().name("flaky-server").daemon().start(() -> serveOne(client));
      } catch (SocketException e) {
        // The test is over.
      } catch (IOException | RuntimeException e) {
        unexpected.add(e);
      }
    }
  }

  private void serveOne(Socket client) {
    SocketAddress from = client.getRemoteSocketAddress();
    try (client) {
      serve(client);
    } catch (SocketException e) {
      // The client left early.
    } catch (IOException | RuntimeException e) {
      unexpected.add(new IOException("of " + from, e));
    }
  }

  private void serve(Socket client) throws IOException {
    client.setTcpNoDelay(true);
    int wish = client.getInputStream().read();
    if (wish < 0) {
      return;
    }
    Mood mood = Mood.of(wish);
    if (mood == Mood.ANSWERS || mood == Mood.ANSWERS_AND_RESETS) {
      client.getOutputStream().write(wish);
    }
    served.incrementAndGet();
    if (mood == Mood.RESETS || mood == Mood.ANSWERS_AND_RESETS) {
      Peers.reset(client);
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
