package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Relays between a connection and two streams of this process, such as stdin and stdout, with a
 * thread for each direction, because a selector does not accept pipes. For one use.
 *
 * <p>The end of the input ends the connection's output, and the rest of the response still arrives.
 * The end of the connection closes the output, so that its reader sees the end. Input that still
 * arrives is sent, but the relay waits for it only a moment, because a read of stdin cannot be
 * interrupted. When the input has ended and the output has no reader, the relay does not wait for a
 * response, and closes a silent connection.
 */
public final class StdioRelay {
  /** How long a reader that saw the end may still send, as with socat. */
  private static final Duration INPUT_GRACE = Duration.ofMillis(500);

  /** A pipe holds 64 KiB; more only helps files. */
  private static final int BUFFER = 128 * 1024;

  private static final Duration PAUSE = Duration.ofMillis(1);

  /** How often a silent connection is checked for a reader of its answer. */
  private static final Duration CHECK_INTERVAL = Duration.ofSeconds(1);

  private final SocketChannel remote;
  private final ReadableByteChannel in;
  private final WritableByteChannel out;
  private final StreamEnds ends;
  private final LongAdder up = new LongAdder();
  private final LongAdder down = new LongAdder();
  private volatile boolean inEnded;
  private volatile boolean refused;
  private volatile boolean reading;
  private volatile long readingSince;
  private @Nullable IOException remoteFailure;
  private volatile @Nullable InputFailure inFailure;
  private @Nullable IOException outFailure;

  /** What can be seen of the other ends of the two streams. */
  public interface StreamEnds {
    /** Whether the input has no writer any more, though there may be input left. */
    boolean isInputHungUp();

    /** Whether the output has no reader any more. */
    boolean isOutputBroken();
  }

  /** The input cannot be read: what is missing of it is unknown. */
  public static final class InputFailure extends IOException {
    private static final long serialVersionUID = 1;

    InputFailure(IOException cause) {
      super(cause.getMessage(), cause);
    }
  }

  /**
   * How it ended.
   *
   * @param reason the client is the process at the other ends of the streams
   * @param failure of the connection, the output or the input ({@link InputFailure}), for the
   *     endings by reset
   */
  public record Result(CloseReason reason, ByteCounts bytes, Optional<IOException> failure) {}

  /**
   * Not begun yet.
   *
   * @param remote connected and blocking; stays the caller's
   * @param in may block for ever, then its thread is left behind
   * @param out closed when the connection has ended its stream
   * @param ends what can be seen of the other ends of the streams
   */
  public StdioRelay(
      SocketChannel remote, ReadableByteChannel in, WritableByteChannel out, StreamEnds ends) {
    this.ends = ends;
    this.remote = remote;
    this.in = in;
    this.out = out;
  }

  /**
   * Relays until it is over.
   *
   * @throws InterruptedException if the thread was interrupted; the caller closes the connection
   */
  public Result run() throws InterruptedException {
    Thread sender = Thread.ofPlatform().name("relay-up").daemon().start(this::send);
    Thread receiver = Thread.ofPlatform().name("relay-down").daemon().start(this::receive);
    try {
      TcpKeepAlive.set(remote, KeepAliveConfig.DEFAULT);
    } catch (IOException e) {
      // It has ended already, which the two threads find out.
    }
    if (!awaitEnd(receiver)) {
      return new Result(
          CloseReason.CLIENT_RESET,
          new ByteCounts(up.sum(), down.sum()),
          Optional.of(new IOException("Broken pipe")));
    }
    boolean clientFirst = inEnded;
    if (remoteFailure == null && outFailure == null) {
      awaitInputQuiet(sender);
    }
    CloseReason orderly = clientFirst ? CloseReason.CLIENT_CLOSED : CloseReason.REMOTE_CLOSED;
    return new Result(
        reason(orderly),
        new ByteCounts(up.sum(), down.sum()),
        Optional.<IOException>ofNullable(inFailure)
            .or(() -> Optional.ofNullable(outFailure))
            .or(() -> Optional.ofNullable(remoteFailure)));
  }

  /** False if the output had no reader in two checks. */
  private boolean awaitEnd(Thread receiver) throws InterruptedException {
    boolean abandoned = false;
    while (!receiver.join(CHECK_INTERVAL)) {
      // While input is awaited it has a writer, so there is nothing to check.
      boolean ended = inEnded || (!reading && ends.isInputHungUp());
      boolean now = ended && ends.isOutputBroken();
      if (now && abandoned) {
        return false;
      }
      abandoned = now;
    }
    return true;
  }

  private CloseReason reason(CloseReason orderly) {
    if (outFailure != null || inFailure != null) {
      return CloseReason.CLIENT_RESET;
    }
    return remoteFailure != null ? CloseReason.REMOTE_RESET : orderly;
  }

  /** Waits for the end of input that keeps coming, or that is being sent. */
  private void awaitInputQuiet(Thread sender) throws InterruptedException {
    long ended = System.nanoTime();
    while (sender.isAlive()) {
      long stillSince = Math.max(readingSince - ended, 0) + ended;
      Duration still = Duration.ofNanos(reading ? System.nanoTime() - stillSince : 0);
      Duration left = INPUT_GRACE.minus(still);
      if (!left.isPositive()) {
        return;
      }
      sender.join(left);
    }
  }

  private void send() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    try {
      while (readInput(buffer) >= 0) {
        up.add(write(buffer.flip(), remote));
        buffer.clear();
      }
      inEnded = true;
      remote.shutdownOutput();
    } catch (InputFailure e) {
      inFailure = e;
      Endpoint.reset(remote); // What was sent is a part, and the peer must not take it for all.
    } catch (IOException e) {
      refused = true; // What the connection had to say is still received.
    }
  }

  private int readInput(ByteBuffer buffer) throws InputFailure {
    readingSince = System.nanoTime();
    reading = true;
    try {
      return read(in, buffer);
    } catch (IOException e) {
      throw new InputFailure(e);
    } finally {
      reading = false;
    }
  }

  private void receive() {
    ByteBuffer buffer = ByteBuffer.allocateDirect(BUFFER);
    while (receive(buffer)) {
      try {
        down.add(write(buffer.flip(), out));
        buffer.clear();
      } catch (IOException e) {
        outFailure = e;
        return;
      }
    }
    try {
      out.close();
    } catch (IOException e) {
      outFailure = e;
    }
  }

  /** False at the end of the stream, orderly or not. */
  private boolean receive(ByteBuffer buffer) {
    try {
      if (read(remote, buffer) >= 0) {
        return true;
      }
      // A write that met the reset has eaten the error: this end is none.
      remoteFailure = refused ? new IOException("Connection reset") : null;
    } catch (IOException e) {
      remoteFailure = e;
    }
    return false;
  }

  /** At least one byte, or the end. */
  private static int read(ReadableByteChannel from, ByteBuffer buffer) throws IOException {
    int count = from.read(buffer);
    while (count == 0) {
      pause();
      count = from.read(buffer);
    }
    return count;
  }

  private static int write(ByteBuffer bytes, WritableByteChannel to) throws IOException {
    int count = bytes.remaining();
    while (bytes.hasRemaining()) {
      if (to.write(bytes) == 0) {
        pause();
      }
    }
    return count;
  }

  /** A process that shares stdin or stdout may have set it not to block. */
  private static void pause() {
    LockSupport.parkNanos(PAUSE.toNanos());
  }
}
