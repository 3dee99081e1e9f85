package io.github.fwknoptunnel.cli.config.source;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Where {@code .fwknoprc} is looked for. */
class HomeTest {

  private static Optional<Path> home(Map<String, String> environment, String property) {
    return Home.directory(environment, property);
  }

  @Test
  void theVariableCountsBeforeThePasswordFile() {
    assertEquals(Optional.of(Path.of("/h")), home(Map.of("HOME", "/h"), "/home/alice"));
    assertEquals(Optional.of(Path.of("/home/alice")), home(Map.of("HOME", ""), "/home/alice"));
    assertEquals(Optional.of(Path.of("/home/alice")), home(Map.of(), "/home/alice"));
  }

  @Test
  void aRelativeDirectoryIsNone() {
    assertEquals(Optional.empty(), home(Map.of(), "?"));
    assertEquals(Optional.empty(), home(Map.of("HOME", "?"), ""));
    assertEquals(Optional.of(Path.of("/home/alice")), home(Map.of("HOME", "h"), "/home/alice"));
  }
}
