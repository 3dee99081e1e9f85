package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
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

  @Test
  void fromAcceptToTheFirstByteAFewTypesAreEnough() throws IOException {
    String page = Files.readString(Path.of("../docs/ARCHITECTURE.md"));
    int begin = page.indexOf("From `accept` to the first byte");
    int callbacks = page.indexOf("| kind of callback |", begin);
    List<String> path = named(page.substring(begin, callbacks));
    assertTrue(path.size() > 15 && path.size() <= 20, path::toString);
    assertEquals(List.of(), path.stream().filter(Predicate.not(types()::contains)).toList());
    String table = page.substring(callbacks, page.indexOf("\n\n", callbacks));
    assertEquals(4, table.lines().skip(2).count(), table);
  }

  private static List<String> named(String text) {
    return Pattern.compile("`([A-Z]\\w+)`")
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .distinct()
        .toList();
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
