package io.github.fwknoptunnel.tunnel.relay;

import java.nio.ByteBuffer;

/** What a sink did not take yet. */
sealed interface Leftover {
  int bytes();

  /** Writes what the sink takes now; after an abort everything is taken and lost. */
  void writeTo(Side sink);

  /** Gives the room back; whatever is left is lost. */
  void giveBack();

  /** Bytes that were read. */
  record Buffered(ByteBuffer buffer, BufferPool pool) implements Leftover {
    static Buffered of(ByteBuffer bytes, BufferPool pool) {
      return new Buffered(pool.keep(bytes, bytes.remaining()), pool);
    }

    /** All of these bytes and then those, in place of these. */
    Buffered and(ByteBuffer bytes) {
      return new Buffered(pool.append(buffer, bytes), pool);
    }

    @Override
    public int bytes() {
      return buffer.remaining();
    }

    @Override
    public void writeTo(Side sink) {
      sink.write(buffer);
    }

    @Override
    public void giveBack() {
      pool.giveBack(buffer);
    }
  }

  /** Bytes that never were in this process. */
  record Piped(SplicePipe pipe, PipePool pool) implements Leftover {
    @Override
    public int bytes() {
      return pipe.bytes();
    }

    @Override
    public void writeTo(Side sink) {
      sink.drain(pipe);
    }

    @Override
    public void giveBack() {
      pool.giveBack(pipe);
    }
  }
}
