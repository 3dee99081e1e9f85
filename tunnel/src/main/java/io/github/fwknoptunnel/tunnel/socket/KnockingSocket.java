package io.github.fwknoptunnel.tunnel.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A socket that knocks when it connects. Before, it stores its options; afterwards, it delegates to
 * the connection that was made.
 */
final class KnockingSocket extends RememberingSocket {
  private static final Duration NO_LIMIT = Duration.ofDays(365);
  private static final Socket UNCONNECTED = new Socket();

  private final Connect connect;
  private volatile @Nullable Socket connection;
  private volatile boolean closed;
  private @Nullable Thread connecting;

  /** Finds the connection. */
  interface Connect {
    Socket connect(String host, int port, Duration limit) throws IOException;
  }

  KnockingSocket(Connect connect) throws SocketException {
    this.connect = connect;
  }

  @Override
  public void connect(SocketAddress endpoint) throws IOException {
    connect(endpoint, 0);
  }

  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    if (!(endpoint instanceof InetSocketAddress to) || timeout < 0) {
      throw new IllegalArgumentException("connect to " + endpoint + " in " + timeout + " ms");
    }
    synchronized (this) {
      requireOpen();
      if (connection != null || connecting != null) {
        throw new SocketException("already connected");
      }
      connecting = Thread.currentThread();
    }
    Duration limit = timeout == 0 ? NO_LIMIT : Duration.ofMillis(timeout);
    try {
      take(connect.connect(to.getHostString(), to.getPort(), limit));
    } catch (InterruptedIOException e) {
      if (closed) {
        throw closedAlready();
      }
      throw e;
    } finally {
      connected();
    }
  }

  private void take(Socket found) throws IOException {
    try {
      applyTo(found);
    } catch (IOException e) {
      found.close();
      throw e;
    }
    synchronized (this) {
      if (!closed) {
        connection = found;
        return;
      }
    }
    found.close();
    throw closedAlready();
  }

  private synchronized void connected() {
    connecting = null;
    if (closed) {
      // It was close that interrupted this thread, and no business of the caller's.
      boolean unused = Thread.interrupted();
    }
  }

  /** Interrupts the thread that connects, if there is one. */
  @Override
  public void close() throws IOException {
    Socket open;
    synchronized (this) {
      boolean first = !closed;
      closed = true; // Before the interrupt, since the other thread reads the reason here.
      if (first && connecting != null) {
        connecting.interrupt();
      }
      open = connection;
    }
    if (open != null) {
      open.close();
    }
  }

  private static SocketException closedAlready() {
    return new SocketException("Socket closed");
  }

  private void requireOpen() throws SocketException {
    if (closed) {
      throw closedAlready();
    }
  }

  @Override
  @Nullable Socket openConnection() throws SocketException {
    requireOpen();
    return connection;
  }

  private Socket connection() throws SocketException {
    Socket open = openConnection();
    if (open == null) {
      throw new SocketException("Socket is not connected");
    }
    return open;
  }

  /** The probe that gets through is the connection: it is bound already. */
  @Override
  public void bind(@Nullable SocketAddress local) throws IOException {
    requireOpen();
    boolean any =
        local == null
            || (local instanceof InetSocketAddress address
                && address.getPort() == 0
                && (address.getAddress() == null || address.getAddress().isAnyLocalAddress()));
    if (!any) {
      throw new SocketException("a knocking socket cannot choose its local address");
    }
  }

  @Override
  public InputStream getInputStream() throws IOException {
    return connection().getInputStream();
  }

  @Override
  public OutputStream getOutputStream() throws IOException {
    return connection().getOutputStream();
  }

  @Override
  public void shutdownInput() throws IOException {
    connection().shutdownInput();
  }

  @Override
  public void shutdownOutput() throws IOException {
    connection().shutdownOutput();
  }

  @Override
  public void sendUrgentData(int data) throws IOException {
    connection().sendUrgentData(data);
  }

  /** The connection, or a socket that tells what the JDK tells of one that is not connected. */
  private Socket state() {
    Socket open = connection;
    return open == null ? UNCONNECTED : open;
  }

  @Override
  public @Nullable SocketChannel getChannel() {
    return state().getChannel();
  }

  @Override
  public @Nullable InetAddress getInetAddress() {
    return state().getInetAddress();
  }

  @Override
  public InetAddress getLocalAddress() {
    return state().getLocalAddress();
  }

  @Override
  public int getPort() {
    return state().getPort();
  }

  @Override
  public int getLocalPort() {
    return state().getLocalPort();
  }

  @Override
  public @Nullable SocketAddress getRemoteSocketAddress() {
    return state().getRemoteSocketAddress();
  }

  @Override
  public @Nullable SocketAddress getLocalSocketAddress() {
    return state().getLocalSocketAddress();
  }

  @Override
  public boolean isConnected() {
    return connection != null;
  }

  @Override
  public boolean isBound() {
    return connection != null;
  }

  @Override
  public boolean isClosed() {
    return closed || state().isClosed();
  }

  @Override
  public boolean isInputShutdown() {
    return state().isInputShutdown();
  }

  @Override
  public boolean isOutputShutdown() {
    return state().isOutputShutdown();
  }
}
