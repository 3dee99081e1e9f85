package io.github.fwknoptunnel.spa.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ChildOutputTest {
  /** Has ended, and left its output to be read. */
  private static final class Ended extends Process {
    private final InputStream output;

    Ended(byte[] output) {
      this.output = new ByteArrayInputStream(output);
    }

    @Override
    public boolean isAlive() {
      return false;
    }

    @Override
    public InputStream getInputStream() {
      return output;
    }

    @Override
    public InputStream getErrorStream() {
      return InputStream.nullInputStream();
    }

    @Override
    public OutputStream getOutputStream() {
      return OutputStream.nullOutputStream();
    }

    @Override
    public int waitFor() {
      return 0;
    }

    @Override
    public int exitValue() {
      return 0;
    }

    @Override
    public void destroy() {}
  }

  @Test
  void whatAnEndedProcessPrintedIsReadWithoutRegardToTime() throws Exception {
    byte[] output = new byte[60_000];
    new Random(1).nextBytes(output);
    Process process = new Ended(output);
    ByteArrayOutputStream read = new ByteArrayOutputStream();
    // No time at all, as on a machine that stopped this thread for a while.
    assertTrue(
        new ChildOutput(process, process.getInputStream(), (bytes, n) -> read.write(bytes, 0, n))
            .copy(Duration.ZERO, Duration.ZERO));
    assertArrayEquals(output, read.toByteArray());
  }
}
