package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The project's pages, by the check that {@code .ci/style} runs: each link and anchor leads
 * somewhere.
 */
@Timeout(180)
class MarkdownTest {
  private static final Path CHECK = Path.of("../.ci/Markdown.java").toAbsolutePath().normalize();

  @TempDir Path directory;

  @Test
  void everyPageFollowsTheRules() throws Exception {
    assertEquals("", faults(Path.of("..").toAbsolutePath().normalize()));
  }

  @Test
  void eachFaultIsFound() throws Exception {
    Path docs = Files.createDirectories(directory.resolve("docs"));
    Files.createDirectories(directory.resolve("fwknop-compat-tests/src/test/java"));
    Path sources = Files.createDirectories(directory.resolve("cli/src/main/java"));
    Files.writeString(
        sources.resolve("Text.java"), "// Nobody.\nclass Text { String text = \"the hollow\"; }\n");
    for (int i = 0; i < 9; i++) {
      Files.writeString(directory.resolve("page" + i + ".md"), "# Page\n");
    }
    Files.writeString(
        docs.resolve("README.md"), "# Pages\n[one](ONE.md) [two](TWO.md) [part](TWO.md#part)\n");
    Files.writeString(
        docs.resolve("ONE.md"),
        "# One\n### Part\n" + "x".repeat(121) + "\nNobody, `nobody`.\n```sh\ntrue\n```\n# Two\n");
    Files.writeString(docs.resolve("TWO.md"), "# Two\n[one](ONE.md#part) [no](ONE.md#none)\n");
    Files.writeString(docs.resolve("LOST.md"), "# Lost\n[no](NONE.md)\n");
    assertEquals(
        List.of(
            "docs/LOST.md:2: no such file: NONE.md",
            "docs/ONE.md:2: heading of level 3 under one of level 1",
            "docs/ONE.md:3: longer than 120 columns",
            "docs/ONE.md:4: 'Nobody': name the subject, in plain words",
            "docs/ONE.md:5: no '<!-- test: … -->' before this block",
            "docs/ONE.md:8: a page has one heading of level 1, on its first line",
            "docs/README.md:2: no such heading: TWO.md#part",
            "docs/TWO.md:2: no such heading: ONE.md#none",
            "Text.java: 'Nobody': name the subject, in plain words",
            "Text.java: 'hollow': name the subject, in plain words",
            "docs/LOST.md: docs/README.md has no link to it",
            "docs/ONE.md: no test runs its blocks of shell"),
        faults(directory).lines().toList());
  }

  private static String faults(Path root) throws Exception {
    String java = ProcessHandle.current().info().command().orElseThrow();
    Process process =
        new ProcessBuilder(java, "-Dstderr.encoding=UTF-8", CHECK.toString(), root.toString())
            .redirectErrorStream(true)
            .start();
    String faults = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(faults.isEmpty() ? 0 : 1, process.waitFor());
    return faults;
  }
}
