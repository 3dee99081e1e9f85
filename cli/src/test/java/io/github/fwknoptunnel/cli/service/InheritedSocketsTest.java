package io.github.fwknoptunnel.cli.service;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the variables of a service manager say about sockets. */
class InheritedSocketsTest {
  private static final String US = Long.toString(ProcessHandle.current().pid());

  private static Map<String, String> passed(String count, String names) {
    return Map.of("LISTEN_PID", US, "LISTEN_FDS", count, "LISTEN_FDNAMES", names);
  }

  @Test
  void eachHasItsNameInTheOrderOfTheDescriptors() throws Exception {
    assertEquals(List.of("db", "web"), InheritedSockets.names(passed("2", "db:web")));
    assertEquals(List.of("", "web"), InheritedSockets.names(passed("2", ":web")));
  }

  @Test
  void withoutNamesAllAreUnknown() throws Exception {
    assertEquals(
        List.of("unknown", "unknown"),
        InheritedSockets.names(Map.of("LISTEN_PID", US, "LISTEN_FDS", "2")));
  }

  @Test
  void thoseOfAnotherProcessAreNotOurs() throws Exception {
    assertEquals(List.of(), InheritedSockets.names(Map.of()));
    assertEquals(List.of(), InheritedSockets.names(passed("0", "")));
    Map<String, String> others = Map.of("LISTEN_PID", "1", "LISTEN_FDS", "x");
    assertEquals(List.of(), InheritedSockets.names(others));
  }

  @ParameterizedTest
  @CsvSource({"x,db", "-1,db", "2,db", "1,db:web", "9999999,db"})
  void contradictionsAreRefused(String count, String names) {
    assertThrows(IOException.class, () -> InheritedSockets.names(passed(count, names)));
  }

  @Test
  void systemdCallsASocketByItsUnit() {
    assertTrue(InheritedSockets.isDefault("fwknop-tunnel@db.socket"));
    assertTrue(InheritedSockets.isDefault("unknown"));
    assertFalse(InheritedSockets.isDefault("db"));
  }
}
