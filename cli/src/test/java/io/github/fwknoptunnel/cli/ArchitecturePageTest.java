package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about the architecture names types as they are. */
class ArchitecturePageTest {
  private static final Pattern TYPE = Pattern.compile("`([A-Z][a-z]+[A-Z]\\w+)(?:[.<][^`]*)?`");
  private static final Set<String> OF_THE_JDK = Set.of("ServiceLoader");

  @Test
  void everyTypeThatItNamesExists() throws IOException {
    Set<String> types = types();
    List<String> named =
        TYPE.matcher(Files.readString(Path.of("../docs/ARCHITECTURE.md")))
            .results()
            .map(match -> match.group(1))
            .distinct()
            .toList();
    assertTrue(named.size() > 40, named::toString);
    assertEquals(
        List.of(),
        named.stream()
            .filter(name -> !types.contains(name) && !OF_THE_JDK.contains(name))
            .toList());
  }

  private static Set<String> types() throws IOException {
    try (Stream<Path> files = Files.walk(Path.of(".."))) {
      return files
          .filter(file -> file.toString().matches(".*/src/(main|test)/.*\\.java"))
          .map(file -> file.getFileName().toString().replace(".java", ""))
          .collect(Collectors.toSet());
    }
  }
}
