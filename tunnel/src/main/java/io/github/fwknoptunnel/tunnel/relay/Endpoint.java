package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.spa.net.Channels;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * One socket of a session, and what is known of its peer.
 *
 * <p>A failed read or write is not thrown: it means that the peer has reset the connection, and the
 * session handles it.
 */
final class Endpoint implements RelayEventLoop.Handler {
  /** What a read brought, besides a byte count. */
  static final int EOF = SplicePipe.EOF;

  private final RelaySession session;
  private final SocketChannel channel;
  private final SelectionKey key;
  private boolean aborted;
  private boolean outputEnded;
  private boolean keptAlive;
  private @Nullable OptionalInt descriptor;

  /** A Unix-domain socket knows no reset: it reports every end as an error. */
  private final boolean tcp;

  /** Registers {@code channel}, which must not block, with the session's loop. */
  Endpoint(RelaySession session, RelayEventLoop loop, SocketChannel channel) throws IOException {
    this.session = session;
    this.channel = channel;
    this.key = loop.register(channel, this);
    this.tcp = channel.supportedOptions().contains(StandardSocketOptions.TCP_NODELAY);
  }

  @Override
  public void ready(int operations) {
    aborted |= (operations & SelectionKey.OP_CONNECT) != 0;
    session.ready(
        this, (operations & SelectionKey.OP_READ) != 0, (operations & SelectionKey.OP_WRITE) != 0);
  }

  @Override
  public void failed(Throwable cause) {
    session.failed();
  }

  SocketChannel channel() {
    return channel;
  }

  /** The peer has reset the connection, seen by a read or by a write. */
  boolean isReset() {
    return aborted;
  }

  /** Reads what is there; {@link #EOF} for the end of the stream, orderly or not. */
  int read(ByteBuffer into) {
    try {
      return channel.read(into);
    } catch (IOException e) {
      aborted = true;
      return EOF;
    }
  }

  /** Writes what the socket takes. After an abort everything is discarded: there is no reader. */
  void write(ByteBuffer bytes) {
    if (!aborted) {
      try {
        channel.write(bytes);
        return;
      } catch (IOException e) {
        aborted = true;
      }
    }
    bytes.position(bytes.limit());
  }

  /** Whether {@link #fill} and {@link #drain} can be called. */
  boolean splices(SpliceProvider splicing) {
    OptionalInt known = descriptor;
    if (known == null) {
      known = splicing.descriptor(channel);
      descriptor = known;
    }
    return known.isPresent();
  }

  /** Like {@link #read}; zero where that must be tried. */
  int fill(SplicePipe pipe, int limit) {
    try {
      return pipe.fill(fdOrThrow(), limit);
    } catch (IOException e) {
      aborted = true;
      return EOF;
    }
  }

  /** Like {@link #write}. */
  void drain(SplicePipe pipe) {
    if (!aborted) {
      try {
        pipe.drain(fdOrThrow());
        return;
      } catch (IOException e) {
        aborted = true;
      }
    }
    pipe.close();
  }

  private int fdOrThrow() throws ClosedChannelException {
    OptionalInt known = descriptor;
    if (known == null || !channel.isOpen()) {
      // The number may belong to another socket by now.
      throw new ClosedChannelException();
    }
    return known.getAsInt();
  }

  void shutdownOutput() {
    outputEnded = true;
    try {
      channel.shutdownOutput();
    } catch (IOException e) {
      aborted = true;
    }
  }

  /** From now on; saying so again costs nothing. */
  void keepAlive(KeepAliveConfig keepAlive) {
    if (!keptAlive) {
      keptAlive = true;
      try {
        TcpKeepAlive.set(channel, keepAlive);
      } catch (IOException e) {
        // A socket that takes none is broken: its next use fails.
      }
    }
  }

  /** Sets the interest ops. Setting the same again costs nothing. */
  void watch(boolean readable, boolean writable) {
    if (key.isValid()) {
      int ops = (readable ? SelectionKey.OP_READ : 0) | (writable ? SelectionKey.OP_WRITE : 0);
      if (key.interestOps() != ops) {
        key.interestOps(ops);
      }
    }
  }

  /**
   * Selects for a reset, where nothing is read and so none would be seen. A connected socket is
   * ready for OP_CONNECT only by an error; but the selector does not sleep meanwhile, so this is
   * for one round, until {@link #watch} is called again. False where a reset would be seen anyway,
   * or could not be distinguished from the end of both streams.
   */
  boolean armResetProbe() {
    if (aborted
        || outputEnded
        || !tcp
        || !key.isValid()
        || (key.interestOps() & SelectionKey.OP_READ) != 0) {
      return false;
    }
    key.interestOps(key.interestOps() | SelectionKey.OP_CONNECT);
    return true;
  }

  /**
   * Ends the connection, with a reset unless {@code orderly}; a reset throws away what was not sent
   * yet.
   */
  void close(boolean orderly) {
    if (orderly) {
      Channels.discard(channel);
    } else {
      reset(channel);
    }
  }

  /** Ends a connection so that its peer cannot take the end for that of its stream. */
  static void reset(SocketChannel channel) {
    try {
      channel.setOption(StandardSocketOptions.SO_LINGER, 0);
    } catch (IOException e) {
      // Then an orderly end is the best there is.
    }
    Channels.discard(channel);
  }
}
