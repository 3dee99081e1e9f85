package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ProgressLineTest {
  private static final String FIRST = "\r\u001b[Kwaiting for h:22 … 0 s";

  /** Shows stderr. */
  private static final Terminal SHOWING =
      new Terminal() {
        @Override
        public byte[] askSecret(String prompt) throws IOException {
          throw new IOException("nobody");
        }

        @Override
        public boolean isTty(int descriptor) {
          return descriptor == 2;
        }
      };

  private static Console console(PrintStream err, Terminal terminal) {
    return new Console(new ByteArrayInputStream(new byte[0]), err, err, terminal);
  }

  @Test
  void aTerminalShowsTheLineAndLosesIt() throws Exception {
    PipedInputStream screen = new PipedInputStream();
    PrintStream err = new PrintStream(new PipedOutputStream(screen), true, StandardCharsets.UTF_8);
    int length = FIRST.getBytes(StandardCharsets.UTF_8).length;
    ProgressLine progress = ProgressLine.show(console(err, SHOWING), "waiting for h:22");
    assertEquals(FIRST, new String(screen.readNBytes(length), StandardCharsets.UTF_8));
    progress.println("a line that stays");
    progress.close();
    err.close();
    String rest = new String(screen.readAllBytes(), StandardCharsets.UTF_8);
    assertTrue(rest.contains("\r\u001b[Ka line that stays\n"), rest);
    assertTrue(rest.endsWith("\r\u001b[K"), rest);
  }

  @Test
  void anythingElseShowsNothing() throws Exception {
    PipedInputStream screen = new PipedInputStream();
    PrintStream err = new PrintStream(new PipedOutputStream(screen), true, StandardCharsets.UTF_8);
    ProgressLine.show(console(err, Terminal.NONE), "waiting for h:22").close();
    err.close();
    assertEquals(0, screen.readAllBytes().length);
  }
}
