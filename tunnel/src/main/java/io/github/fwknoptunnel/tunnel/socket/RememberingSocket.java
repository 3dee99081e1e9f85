package io.github.fwknoptunnel.tunnel.socket;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A socket whose options may be set before there is a connection. */
abstract class RememberingSocket extends Socket {
  /** All that are supported, with the JDK's defaults; a null stands for the system's. */
  private static final Map<SocketOption<?>, @Nullable Object> DEFAULTS = new LinkedHashMap<>();

  static {
    DEFAULTS.put(StandardSocketOptions.TCP_NODELAY, false);
    DEFAULTS.put(StandardSocketOptions.SO_KEEPALIVE, false);
    DEFAULTS.put(StandardSocketOptions.SO_REUSEADDR, false);
    DEFAULTS.put(StandardSocketOptions.SO_LINGER, -1);
    DEFAULTS.put(StandardSocketOptions.IP_TOS, 0);
    DEFAULTS.put(StandardSocketOptions.SO_SNDBUF, null);
    DEFAULTS.put(StandardSocketOptions.SO_RCVBUF, null);
  }

  /** What a system has is known by a connection only. */
  private static final int USUAL_BUFFER = 64 * 1024;

  private final Map<SocketOption<?>, Object> remembered = new LinkedHashMap<>();
  private int soTimeout;
  private boolean oobInline;

  RememberingSocket() throws SocketException {
    super((SocketImpl) null);
  }

  /**
   * The connection; null before there is one.
   *
   * @throws SocketException if this is closed
   */
  abstract @Nullable Socket openConnection() throws SocketException;

  /** Gives a new connection what was remembered, and else the JDK's defaults. */
  final synchronized void applyTo(Socket found) throws IOException {
    found.setOption(StandardSocketOptions.TCP_NODELAY, false);
    for (Map.Entry<SocketOption<?>, Object> option : remembered.entrySet()) {
      apply(found, option.getKey(), option.getValue());
    }
    found.setSoTimeout(soTimeout);
    if (oobInline) {
      found.setOOBInline(true);
    }
  }

  private static <T> void apply(Socket to, SocketOption<T> name, Object value) throws IOException {
    to.setOption(name, name.type().cast(value));
  }

  @Override
  public final Set<SocketOption<?>> supportedOptions() {
    return DEFAULTS.keySet();
  }

  @Override
  public final synchronized <T> Socket setOption(SocketOption<T> name, T value) throws IOException {
    Socket open = openConnection();
    if (open != null) {
      open.setOption(name, value);
    } else if (DEFAULTS.containsKey(name)) {
      remembered.put(name, value);
    } else {
      throw new UnsupportedOperationException("'" + name + "' not supported");
    }
    return this;
  }

  @Override
  public final synchronized <T> T getOption(SocketOption<T> name) throws IOException {
    Socket open = openConnection();
    if (open != null) {
      return open.getOption(name);
    }
    if (!DEFAULTS.containsKey(name)) {
      throw new UnsupportedOperationException("'" + name + "' not supported");
    }
    Object value = remembered.getOrDefault(name, DEFAULTS.get(name));
    return name.type().cast(value == null ? Integer.valueOf(USUAL_BUFFER) : value);
  }

  private <T> void set(SocketOption<T> name, T value) throws SocketException {
    try {
      setOption(name, value);
    } catch (IOException e) {
      throw socketException(e);
    }
  }

  private <T> T get(SocketOption<T> name) throws SocketException {
    try {
      return getOption(name);
    } catch (IOException e) {
      throw socketException(e);
    }
  }

  private static SocketException socketException(IOException e) {
    if (e instanceof SocketException known) {
      return known;
    }
    SocketException failure = new SocketException(e.getMessage());
    failure.initCause(e);
    return failure;
  }

  @Override
  public final synchronized void setSoTimeout(int timeout) throws SocketException {
    if (timeout < 0) {
      throw new IllegalArgumentException("timeout can't be negative");
    }
    Socket open = openConnection();
    if (open != null) {
      open.setSoTimeout(timeout);
    } else {
      soTimeout = timeout;
    }
  }

  @Override
  public final synchronized int getSoTimeout() throws SocketException {
    Socket open = openConnection();
    return open == null ? soTimeout : open.getSoTimeout();
  }

  @Override
  public final synchronized void setOOBInline(boolean on) throws SocketException {
    Socket open = openConnection();
    if (open != null) {
      open.setOOBInline(on);
    } else {
      oobInline = on;
    }
  }

  @Override
  public final synchronized boolean getOOBInline() throws SocketException {
    Socket open = openConnection();
    return open == null ? oobInline : open.getOOBInline();
  }

  @Override
  public final void setTcpNoDelay(boolean on) throws SocketException {
    set(StandardSocketOptions.TCP_NODELAY, on);
  }

  @Override
  public final boolean getTcpNoDelay() throws SocketException {
    return get(StandardSocketOptions.TCP_NODELAY);
  }

  @Override
  public final void setKeepAlive(boolean on) throws SocketException {
    set(StandardSocketOptions.SO_KEEPALIVE, on);
  }

  @Override
  public final boolean getKeepAlive() throws SocketException {
    return get(StandardSocketOptions.SO_KEEPALIVE);
  }

  @Override
  public final void setReuseAddress(boolean on) throws SocketException {
    set(StandardSocketOptions.SO_REUSEADDR, on);
  }

  @Override
  public final boolean getReuseAddress() throws SocketException {
    return get(StandardSocketOptions.SO_REUSEADDR);
  }

  @Override
  public final void setSoLinger(boolean on, int seconds) throws SocketException {
    if (on && seconds < 0) {
      throw new IllegalArgumentException("invalid value for SO_LINGER");
    }
    set(StandardSocketOptions.SO_LINGER, on ? Math.min(seconds, 65_535) : -1);
  }

  @Override
  public final int getSoLinger() throws SocketException {
    return get(StandardSocketOptions.SO_LINGER);
  }

  @Override
  public final void setTrafficClass(int tos) throws SocketException {
    if (tos < 0 || tos > 255) {
      throw new IllegalArgumentException("tos is not in range 0 -- 255");
    }
    set(StandardSocketOptions.IP_TOS, tos);
  }

  @Override
  public final int getTrafficClass() throws SocketException {
    return get(StandardSocketOptions.IP_TOS);
  }

  @Override
  public final void setSendBufferSize(int size) throws SocketException {
    set(StandardSocketOptions.SO_SNDBUF, positive(size));
  }

  @Override
  public final int getSendBufferSize() throws SocketException {
    return get(StandardSocketOptions.SO_SNDBUF);
  }

  @Override
  public final void setReceiveBufferSize(int size) throws SocketException {
    set(StandardSocketOptions.SO_RCVBUF, positive(size));
  }

  @Override
  public final int getReceiveBufferSize() throws SocketException {
    return get(StandardSocketOptions.SO_RCVBUF);
  }

  private static int positive(int size) {
    if (size <= 0) {
      throw new IllegalArgumentException("buffer size is not positive");
    }
    return size;
  }

  @Override
  public final void setPerformancePreferences(int connectionTime, int latency, int bandwidth) {
    // No implementation of the JDK uses them either.
  }
}
