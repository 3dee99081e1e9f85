package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ErrorStreamTest {
  private static final Duration LONG = Duration.ofSeconds(30);

  /** Takes nothing until it is told to. */
  private static final class Stuck extends OutputStream {
    private final CountDownLatch free = new CountDownLatch(1);
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();

    @Override
    public void write(int b) {
      write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) {
      try {
        free.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      taken.write(bytes, offset, length);
    }

    List<String> lines() {
      return taken.toString(StandardCharsets.UTF_8).lines().toList();
    }
  }

  private final Stuck stuck = new Stuck();
  private final ErrorStream stream = new ErrorStream(stuck);
  private final PrintStream printer = stream.printer();

  @Test
  void printingDoesNotBlockAndWhatIsTooMuchIsCounted() throws InterruptedException {
    stream.startBackground(count -> "dropped " + count);
    int most = ErrorStream.MAX_LINES;
    for (int i = 0; i < most + 100; i++) {
      printer.println("line " + i);
    }
    assertFalse(stream.finish(Duration.ofMillis(1)));
    stuck.free.countDown();
    assertTrue(stream.finish(LONG));
    List<String> lines = stuck.lines();
    // One more line is in the writer's hand, or not yet.
    int written = lines.size() - 1;
    assertTrue(written == most || written == most + 1, "" + written);
    assertEquals("line " + (written - 1), lines.get(written - 1));
    assertEquals("dropped " + (most + 100 - written), lines.getLast());
  }

  @Test
  void linesStayInOrderAndWhole() throws InterruptedException {
    stuck.free.countDown();
    printer.println("direct");
    stream.startBackground(count -> "dropped");
    printer.print("first half, ");
    printer.println("second half");
    printer.println("x".repeat(20_000));
    printer.print("without an end");
    assertTrue(stream.finish(LONG));
    assertEquals(
        List.of("direct", "first half, second half", "x".repeat(20_000), "without an end"),
        stuck.lines());
  }
}
