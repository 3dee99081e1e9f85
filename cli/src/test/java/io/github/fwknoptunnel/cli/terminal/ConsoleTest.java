package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ConsoleTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();
  private final Console console =
      new Console(InputStream.nullInputStream(), printer(out), printer(err));

  private static PrintStream printer(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void showsAProblemAsAnErrorLineAndAHintLine() {
    console.show(new CliError(ExitStatus.FAILED, "it broke", "mend it"));
    assertEquals("error: it broke\nhint: mend it\n", err.toString(StandardCharsets.UTF_8));
    assertEquals(0, out.size());
  }

  @Test
  void showsNoHintWhereThereIsNone() {
    console.show(new CliError(ExitStatus.FAILED, "it broke"));
    assertEquals("error: it broke\n", err.toString(StandardCharsets.UTF_8));
  }

  @Test
  void letsNoTextStartALineOfItsOwnOrSteerTheTerminal() {
    console.show(new CliError(ExitStatus.FAILED, "a\nhint: b", "\u001b[2Jc\rd"));
    assertEquals("error: a?hint: b\nhint: ?[2Jc?d\n", err.toString(StandardCharsets.UTF_8));
  }
}
