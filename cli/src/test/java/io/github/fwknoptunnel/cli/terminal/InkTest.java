package io.github.fwknoptunnel.cli.terminal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class InkTest {
  @Test
  void plainTextStaysAsItIs() {
    assertEquals("x", Ink.PLAIN.red("x"));
    assertEquals("\u001b[31mx\u001b[0m", Ink.COLOUR.red("x"));
  }

  @Test
  void aDescriptorThatIsNotOpenGetsNoColour() {
    assertEquals(Ink.PLAIN, Ink.of(9999, Map.of("TERM", "xterm")));
  }
}
