package io.github.fwknoptunnel.tunnel.relay;

import java.nio.ByteBuffer;

/** Bytes that a socket did not accept yet. */
sealed interface PendingOutput {
  int bytes();

  /** Writes what the sink takes now; after an abort everything is taken and lost. */
  void writeTo(Endpoint sink);

  /** Gives the room back; whatever is left is lost. */
  void release();

  /** Bytes that were read. */
  record InMemory(ByteBuffer buffer, BufferPool pool) implements PendingOutput {
    static InMemory of(ByteBuffer bytes, BufferPool pool) {
      return new InMemory(pool.retain(bytes, bytes.remaining()), pool);
    }

    /** All of these bytes and then those, in place of these. */
    InMemory and(ByteBuffer bytes) {
      return new InMemory(pool.append(buffer, bytes), pool);
    }

    @Override
    public int bytes() {
      return buffer.remaining();
    }

    @Override
    public void writeTo(Endpoint sink) {
      sink.write(buffer);
    }

    @Override
    public void release() {
      pool.release(buffer);
    }
  }

  /** Bytes that never were in this process. */
  record InPipe(SplicePipe pipe, PipePool pool) implements PendingOutput {
    @Override
    public int bytes() {
      return pipe.bytes();
    }

    @Override
    public void writeTo(Endpoint sink) {
      sink.drain(pipe);
    }

    @Override
    public void release() {
      pool.release(pipe);
    }
  }
}
