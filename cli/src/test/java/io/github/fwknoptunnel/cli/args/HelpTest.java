package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the help shows, and in which order. */
class HelpTest {
  private static List<String> headings(CommandDescriptor command) {
    return Help.text(command)
        .lines()
        .filter(line -> line.matches("[A-Z].*:.*"))
        .map(line -> line.replaceFirst(":.*", ""))
        .toList();
  }

  @Test
  void theCommandsStandBeforeTheOptionsAndTheCommonOptionsBeforeTheOthers() {
    assertEquals(
        List.of(
            "Usage",
            "Commands (each has its own --help)",
            "Tunnel",
            "Proxy",
            "What to ask the server for",
            "Keys and algorithms",
            "GPG keys",
            "When and how to knock",
            "Accepted, so that command lines carry over, and ignored",
            "General",
            "Examples"),
        headings(Commands.TUNNEL));
  }

  @Test
  void everyCommandIsListedOnce() {
    String text = Help.text(Commands.TUNNEL);
    for (CommandDescriptor command : Commands.NAMED) {
      String line = "    %-12s ".formatted(command.name());
      assertEquals(1, text.lines().filter(other -> other.startsWith(line)).count(), command.name());
    }
  }

  static Stream<OptionDescriptor> options() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command -> command.options().stream())
        .distinct();
  }

  /** The help sorts options by their names: what stands before one is chance. */
  @ParameterizedTest
  @MethodSource("options")
  void eachTextStandsAlone(OptionDescriptor option) {
    assertFalse(
        option
            .help()
            .matches("(?i)(the same|do so|likewise|as above|also|this too|as before)\\b.*"),
        option.help());
    assertTrue(option.help().endsWith("."), option.help());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fitsATerminalOf80Columns(CommandDescriptor command) {
    List<String> wide =
        Help.text(command)
            .lines()
            .filter(line -> line.length() > 80 && line.contains("  -"))
            .toList();
    assertEquals(List.of(), wide);
  }

  static Stream<CommandDescriptor> commands() {
    return Commands.NAMED.stream();
  }
}
