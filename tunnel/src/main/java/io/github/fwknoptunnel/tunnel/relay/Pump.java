package io.github.fwknoptunnel.tunnel.relay;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Moves the bytes of one direction of a session. They go through the loop's shared buffer into the
 * destination or, in large numbers, through a pipe. Only what the destination does not accept is
 * kept, and while something is kept nothing is read: this is the backpressure.
 */
final class Pump {
  /** Read ahead for a sink that is not there yet. */
  private static final int READ_AHEAD_BYTES = 16 * 1024;

  /** Read at once for a sink that lately took less than it was given. */
  private static final int CAUTIOUS_BYTES = 64 * 1024;

  /** Reads in a row for one flow before the others have their turn. */
  private static final int READS_PER_TURN = 4;

  /** Below it finding the sockets' descriptors would cost more than it saves. */
  private static final int SPLICED_AFTER_BYTES = 256 * 1024;

  /** Reads that bring less are as cheap as splicing. */
  private static final int SPLICED_AT_ONCE_BYTES = 64 * 1024;

  private final BufferPool buffers;
  private final PipePool pipes;
  private final Endpoint source;
  private @Nullable Endpoint sink;
  private @Nullable PendingOutput pending;
  private boolean sourceEnded;
  private boolean sinkEnded;
  private boolean sinkIsSlow;
  private boolean memoryLimited;

  /** Written by the loop alone; read by others too, for metrics. */
  private final AtomicLong bytes = new AtomicLong();

  private int atOnce;

  /** A flow without a sink reads ahead a little. */
  Pump(BufferPool buffers, PipePool pipes, Endpoint source) {
    this.buffers = buffers;
    this.pipes = pipes;
    this.source = source;
  }

  void attach(Endpoint sink) {
    this.sink = sink;
  }

  void detach() {
    sink = null;
  }

  /** Has {@code head} written before whatever comes from the source; it is no payload. */
  void prepend(ByteBuffer head) {
    pending = PendingOutput.InMemory.of(head, buffers);
  }

  /** Shows what was read ahead; what {@code reader} takes of it is no payload. */
  void takeReadAhead(Consumer<ByteBuffer> reader) {
    if (pending instanceof PendingOutput.InMemory rest) {
      int before = rest.bytes();
      reader.accept(rest.buffer());
      bytes.setRelease(bytes.getPlain() - (before - rest.bytes()));
      if (rest.bytes() == 0) {
        release();
      }
    }
  }

  /** Moves what can be moved now: first what was kept, then what the source has. */
  void pump() {
    pumpBytes();
    pumpEnd();
  }

  void pumpBytes() {
    flush();
    readAndWrite();
  }

  void pumpEnd() {
    Endpoint to = sink;
    if (to != null && sourceEnded && pending == null && !sinkEnded) {
      sinkEnded = true;
      // After an abort the sink is not to see an orderly end; the session resets it.
      if (!source.isReset()) {
        to.shutdownOutput();
      }
    }
  }

  private void readAndWrite() {
    for (int turn = 0; turn < READS_PER_TURN && wantsToRead(); turn++) {
      int room = buffers.readable(readLimit(), pending != null);
      memoryLimited = room == 0;
      if (memoryLimited) {
        return;
      }
      int count = splice(room);
      if (count == 0) {
        count = copy(room);
      }
      if (count == Endpoint.EOF) {
        sourceEnded = true;
        return;
      }
      if (count == 0) {
        return;
      }
      // A plain store on most processors, so nothing is lost on the hot path.
      bytes.setRelease(bytes.getPlain() + count);
      atOnce = (atOnce + count) / 2;
      buffers.moved(count);
      if (count < room) {
        return;
      }
    }
  }

  /** Zero where {@link #copy} must be tried. */
  private int splice(int limit) {
    Endpoint to = sink;
    if (to == null || bytes() < SPLICED_AFTER_BYTES || atOnce < SPLICED_AT_ONCE_BYTES) {
      return 0;
    }
    Optional<SpliceProvider> splicing = PipePool.splicing();
    if (splicing.isEmpty() || !source.splices(splicing.get()) || !to.splices(splicing.get())) {
      return 0;
    }
    SplicePipe pipe = pipes.take(splicing.get());
    return pipe == null ? 0 : splice(pipe, to, limit);
  }

  private int splice(SplicePipe pipe, Endpoint to, int limit) {
    int count = source.fill(pipe, limit);
    if (count > 0) {
      to.drain(pipe);
    }
    sinkIsSlow = pipe.bytes() > 0;
    if (sinkIsSlow) {
      pending = new PendingOutput.InPipe(pipe, pipes);
    } else {
      pipes.release(pipe);
    }
    return count;
  }

  private int copy(int limit) {
    ByteBuffer buffer = buffers.shared(limit);
    int count = source.read(buffer);
    if (count > 0) {
      pass(buffer.flip());
    }
    return count;
  }

  private void pass(ByteBuffer buffer) {
    Endpoint to = sink;
    if (to == null) {
      readAhead(buffer);
      return;
    }
    to.write(buffer);
    sinkIsSlow = buffer.hasRemaining();
    if (sinkIsSlow) {
      pending = PendingOutput.InMemory.of(buffer, buffers);
    }
  }

  private void readAhead(ByteBuffer buffer) {
    // Right-sized: a burst of clients that all speak first would cost 16 KiB each until the next
    // garbage collection, of which an idle tunnel brings none.
    pending =
        pending instanceof PendingOutput.InMemory rest
            ? rest.and(buffer)
            : PendingOutput.InMemory.of(buffer, buffers);
  }

  private int readLimit() {
    if (sink == null) {
      return READ_AHEAD_BYTES - pendingBytes();
    }
    return sinkIsSlow ? CAUTIOUS_BYTES : BufferPool.SHARED_BYTES;
  }

  private void flush() {
    PendingOutput rest = pending;
    Endpoint to = sink;
    if (rest != null && to != null) {
      rest.writeTo(to);
      if (rest.bytes() == 0) {
        release();
      }
    }
  }

  /** Gives the room back; whatever is kept is lost. */
  void release() {
    if (pending != null) {
      pending.release();
      pending = null;
    }
  }

  boolean readsWhenReady() {
    return wantsToRead() && !memoryLimited;
  }

  private boolean wantsToRead() {
    Endpoint to = sink;
    if (to == null) {
      return !sourceEnded && pendingBytes() < READ_AHEAD_BYTES;
    }
    return !sourceEnded && pending == null && !to.isReset();
  }

  /** It would read, and all connections together hold too much already: try again later. */
  boolean memoryLimited() {
    return memoryLimited;
  }

  boolean wantsToWrite() {
    return pending != null && sink != null;
  }

  boolean sourceEnded() {
    return sourceEnded;
  }

  /** Everything that came was passed on, and the sink knows that no more comes. */
  boolean finished() {
    return sinkEnded;
  }

  /** Bytes read from the source so far. May be called by any thread. */
  long bytes() {
    return bytes.getAcquire();
  }

  /** Bytes that the sink's socket has taken so far. */
  long delivered() {
    return bytes() - pendingBytes();
  }

  /** Bytes that wait for the sink. */
  int pendingBytes() {
    return pending == null ? 0 : pending.bytes();
  }
}
