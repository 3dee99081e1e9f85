package io.github.fwknoptunnel.cli.config.spa;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Whose name the packet has. */
class DefaultUsernameTest {

  @Test
  void theVariablesCountInTheOrderOfTheReferenceClient() {
    Map<String, String> all = Map.of("SPOOF_USER", "a", "LOGNAME", "b", "USER", "c");
    assertEquals(new DefaultUsername("a", Optional.of("SPOOF_USER")), DefaultUsername.of(all, "d"));
    assertEquals("b", DefaultUsername.of(Map.of("LOGNAME", "b", "USER", "c"), "d").name());
    assertEquals(
        new DefaultUsername("d", Optional.empty()), DefaultUsername.of(Map.of("USER", "c"), "d"));
  }

  @Test
  void aUserWithoutAnEntryHasTheNameOfTheEnvironment() {
    assertEquals(
        new DefaultUsername("svc", Optional.of("USER")),
        DefaultUsername.of(Map.of("USER", "svc"), "?"));
    assertEquals("NO_USER", DefaultUsername.of(Map.of(), "?").name());
    assertEquals("NO_USER", DefaultUsername.of(Map.of("USER", "", "LOGNAME", ""), "").name());
  }
}
