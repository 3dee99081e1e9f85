package io.github.fwknoptunnel.tunnel;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what was written completely. */
final class CountingStream extends FilterOutputStream {
  private final AtomicLong written = new AtomicLong();

  CountingStream(OutputStream out) {
    super(out);
  }

  long written() {
    return written.get();
  }

  @Override
  public void write(byte[] bytes, int from, int length) throws IOException {
    out.write(bytes, from, length);
    written.addAndGet(length);
  }
}
