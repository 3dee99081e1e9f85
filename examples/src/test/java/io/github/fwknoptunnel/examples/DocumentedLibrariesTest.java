package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The table of libraries in docs/JAVA.md: the tests that a row names contain its code. */
@Timeout(180)
class DocumentedLibrariesTest {
  private static final Path PAGE = Path.of("../docs/JAVA.md");
  private static final String HEADER = "| library | how | shown by |\n|---|---|---|\n";
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  private static final List<Path> TESTS =
      List.of(
          Path.of("src/test/java/io/github/fwknoptunnel/examples"),
          Path.of("../fwknop-compat-tests/src/test/java/io/github/fwknoptunnel/compat"));

  static Stream<String> rows() throws IOException {
    String page = Files.readString(PAGE);
    int start = page.indexOf(HEADER);
    assertTrue(start >= 0, "the table is not there");
    return page.substring(start + HEADER.length()).lines().takeWhile(line -> line.startsWith("|"));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theTestsOfARowContainItsCode(String row) throws IOException {
    String[] cells = row.split(" \\| ");
    StringBuilder sources = new StringBuilder();
    for (String test : code(cells[2])) {
      List<Path> found =
          TESTS.stream()
              .map(folder -> folder.resolve(test + ".java"))
              .filter(Files::exists)
              .toList();
      assertFalse(found.isEmpty(), test);
      sources.append(Files.readString(found.getFirst()));
    }
    for (String code : code(cells[1])) {
      for (String part : code.split("…")) {
        assertTrue(dense(sources).contains(dense(part)), () -> part + " is not in " + cells[2]);
      }
    }
  }

  private static List<String> code(String cell) {
    return CODE.matcher(cell)
        .results()
        .map(MatchResult::group)
        .map(DocumentedLibrariesTest::bare)
        .toList();
  }

  private static String bare(String code) {
    return code.substring(1, code.length() - 1);
  }

  private static String dense(CharSequence text) {
    return text.toString().replaceAll("\\s", "");
  }
}
