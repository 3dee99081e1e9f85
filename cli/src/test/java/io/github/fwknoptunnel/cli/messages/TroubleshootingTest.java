package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The messages that people look for in {@code docs/TROUBLESHOOTING.md} are the program's own. */
class TroubleshootingTest {
  private static final Path PROJECT = Path.of("..");

  @Test
  void everyMessageInAHeadingIsOneThatTheProgramPrints() throws IOException {
    String words = literals();
    List<String> parts = parts();
    assertTrue(parts.size() > 50, "messages in the headings: " + parts.size());
    assertEquals(List.of(), parts.stream().filter(part -> !words.contains(part)).toList());
  }

  /** The fixed parts of what stands between backquotes; headings without any speak of others. */
  private static List<String> parts() throws IOException {
    return Files.readAllLines(PROJECT.resolve("docs/TROUBLESHOOTING.md")).stream()
        .filter(line -> line.startsWith("### `"))
        .flatMap(line -> Pattern.compile("`([^`]*)`").matcher(line).results())
        .flatMap(message -> Arrays.stream(message.group(1).split("…")))
        .map(String::strip)
        .filter(part -> part.length() > 1)
        .toList();
  }

  /** Every string of the program's sources, those that are put together in parts as one. */
  private static String literals() throws IOException {
    try (Stream<Path> files = Files.walk(PROJECT.resolve("cli/src/main/java"))) {
      return files
          .filter(file -> file.toString().endsWith(".java"))
          .map(TroubleshootingTest::read)
          .map(source -> source.replaceAll("\"\\s*\\+\\s*\"", ""))
          .flatMap(source -> Pattern.compile("\"([^\"\n]*)\"").matcher(source).results())
          .map((MatchResult literal) -> literal.group(1))
          .collect(Collectors.joining("\n"));
    }
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
