package io.github.fwknoptunnel.tunnel.testing;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was written completely. */
public final class CountingStream extends FilterOutputStream {
  private final AtomicLong written = new AtomicLong();

  public CountingStream(OutputStream out) {
    super(out);
  }

  public long written() {
    return written.get();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    written.addAndGet(length);
  }
}
