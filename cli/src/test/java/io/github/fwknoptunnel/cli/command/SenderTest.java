package io.github.fwknoptunnel.cli.command;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose name the packet has. */
class SenderTest {

  @Test
  void theVariablesCountInTheOrderOfTheReferenceClient() {
    Map<String, String> all = Map.of("SPOOF_USER", "a", "LOGNAME", "b", "USER", "c");
    assertEquals(new Sender("a", Optional.of("SPOOF_USER")), Sender.of(all, "d"));
    assertEquals("b", Sender.of(Map.of("LOGNAME", "b", "USER", "c"), "d").name());
    assertEquals(new Sender("d", Optional.empty()), Sender.of(Map.of("USER", "c"), "d"));
  }

  @Test
  void aUserWithoutAnEntryHasTheNameOfTheEnvironment() {
    assertEquals(new Sender("svc", Optional.of("USER")), Sender.of(Map.of("USER", "svc"), "?"));
    assertEquals("NO_USER", Sender.of(Map.of(), "?").name());
    assertEquals("NO_USER", Sender.of(Map.of("USER", "", "LOGNAME", ""), "").name());
  }
}
