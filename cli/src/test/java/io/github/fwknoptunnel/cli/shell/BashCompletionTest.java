package io.github.fwknoptunnel.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of stanzas come from a file, and bash expands whatever it is not kept from expanding. */
@Timeout(60)
@DisabledOnOs(OS.WINDOWS)
class BashCompletionTest {
  /** Takes the place of the program: prints the file with the names. */
  private static final String COMPLETE =
      """
      fwknop-tunnel() { cat names; }
      source ./script
      COMP_WORDS=(fwknop-tunnel knock -n "$1")
      COMP_CWORD=3
      _fwknop_tunnel
      printf '%s\\n' "${COMPREPLY[@]}"
      """;

  private static final List<String> NAMES =
      List.of(
          "home",
          "ho me",
          "ho*",
          "ho$(touch made)",
          "ho`touch made`",
          "ho'; touch made; '",
          "ho\\$IFS",
          "$(touch made)",
          "other");

  @TempDir Path directory;

  private List<String> complete(String beginning) throws Exception {
    Files.writeString(directory.resolve("script"), BashCompletion.script());
    Files.write(directory.resolve("names"), NAMES);
    Process bash =
        new ProcessBuilder("bash", "--norc", "-c", COMPLETE, "bash", beginning)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), output);
    return output.lines().toList();
  }

  @Test
  void aNameIsOfferedAsItIsAndRunsNothing() throws Exception {
    assertEquals(NAMES, complete(""));
    assertEquals(NAMES.subList(0, 7), complete("ho"));
    assertEquals(List.of("ho*"), complete("ho*"));
    assertEquals(List.of("$(touch made)"), complete("$"));
    assertFalse(Files.exists(directory.resolve("made")));
  }
}
