package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class AnsiTest {
  @Test
  void plainTextStaysAsItIs() {
    assertEquals("x", Ansi.PLAIN.red("x"));
    assertEquals("\u001b[31mx\u001b[0m", Ansi.COLOUR.red("x"));
  }

  @Test
  void aDescriptorThatIsNotOpenGetsNoColour() {
    assertEquals(Ansi.PLAIN, Ansi.of(9999, Map.of("TERM", "xterm")));
  }
}
