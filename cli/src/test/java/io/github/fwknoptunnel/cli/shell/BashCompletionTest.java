package io.github.fwknoptunnel.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Names of stanzas come from a file, and bash expands whatever it is not kept from expanding. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class BashCompletionTest {
  /** Takes the place of the program: prints the file with the names. */
  private static final String COMPLETE =
      """
      fwknop-tunnel() { cat names; }
      source ./script
      COMP_WORDS=(fwknop-tunnel "$@")
      COMP_CWORD=$#
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
    return completeLine("knock", "-n", beginning);
  }

  private List<String> completeLine(String... words) throws Exception {
    Files.writeString(directory.resolve("script"), BashCompletion.script());
    Files.write(directory.resolve("names"), NAMES);
    Process bash =
        new ProcessBuilder(
                Stream.concat(Stream.of("bash", "--norc", "-c", COMPLETE, "bash"), Stream.of(words))
                    .toList())
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, bash.waitFor(), output);
    return output.lines().toList();
  }

  @Test
  void theFirstWordIsACommandUnlessItBeginsWithADash() throws Exception {
    assertEquals(Commands.NAMED.stream().map(CommandDescriptor::name).toList(), completeLine(""));
    assertEquals(List.of("knock"), completeLine("kn"));
    assertTrue(completeLine("--remote").contains("--remote-host"));
  }

  @Test
  void connectOffersHosts() throws Exception {
    assertTrue(completeLine("connect", "").stream().noneMatch(word -> word.startsWith("-")));
    assertTrue(completeLine("connect", "--key").contains("--key-file"));
  }

  @Test
  void anOptionFileIsOfferedByItsName() throws Exception {
    assertEquals(List.of("@names"), completeLine("@nam"));
  }

  @Test
  void theModeCanBeAsymmetric() throws Exception {
    assertEquals(List.of("asymmetric"), completeLine("knock", "-M", "as"));
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
