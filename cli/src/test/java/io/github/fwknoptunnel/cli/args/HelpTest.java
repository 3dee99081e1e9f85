package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the help shows, and in which order. */
class HelpTest {
  private static final int COLUMNS = 80;
  private static final int SCREEN = 24;

  static Stream<CommandDescriptor> commands() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream());
  }

  private static List<String> headings(String text) {
    return text.lines()
        .filter(line -> line.matches("[A-Z].*:.*"))
        .map(line -> line.replaceFirst("( \\(.*)?:.*", ""))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpFitsOneScreenAndThatOfTheProgramFitsTwo(CommandDescriptor command) {
    long lines = Help.brief(command).lines().count();
    assertTrue(lines <= (command.isTunnel() ? 2 * SCREEN : SCREEN), lines + " lines");
  }

  @ParameterizedTest
  @MethodSource("commands")
  void noLineIsWiderThanATerminal(CommandDescriptor command) {
    assertEquals(
        List.of(),
        Stream.of(Help.brief(command), Help.full(command))
            .flatMap(String::lines)
            .filter(line -> line.length() > COLUMNS)
            .toList());
  }

  @Test
  void theHelpOfTheProgramHasCommandsThenOptionsThenExamples() {
    assertEquals(
        List.of(
            "Usage",
            "Commands",
            "Tunnel",
            "SPA packet",
            "Keys and algorithms",
            "Knocking",
            "General",
            "Examples"),
        headings(Help.brief(Commands.TUNNEL)));
  }

  @Test
  void helpAllHasEverySectionAndTheExitStatuses() {
    assertEquals(
        List.of(
            "Usage",
            "Commands",
            "Tunnel",
            "Proxy",
            "SPA packet",
            "Keys and algorithms",
            "GPG",
            "Knocking",
            "Ignored, for compatibility with fwknop",
            "General",
            "Exit status",
            "Examples"),
        headings(Help.full(Commands.TUNNEL)));
  }

  /** What a text lists: the words with a dash before the description. */
  private static List<String> listed(String text) {
    return text.lines()
        .filter(line -> line.matches(" {2}(-., )? *-.*"))
        .map(line -> line.strip().replaceFirst("[\\[=].*| {2,}.*| [A-Z].*", ""))
        .flatMap(names -> Stream.of(names.split(", ")))
        .sorted()
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpListsTheCommonOptions(CommandDescriptor command) {
    assertEquals(
        command.options().stream()
            .filter(Setting::common)
            .flatMap(option -> option.commonNames().stream())
            .sorted()
            .toList(),
        listed(Help.brief(command)));
    assertTrue(Help.brief(command).contains("'" + command.fullName() + " --help-all'"));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpAllListsEveryNameOfEveryOption(CommandDescriptor command) {
    assertEquals(
        command.options().stream().flatMap(option -> option.names().stream()).sorted().toList(),
        listed(Help.full(command)));
  }

  @Test
  void everyCommandIsListedOnce() {
    for (String text : List.of(Help.brief(Commands.TUNNEL), Help.full(Commands.TUNNEL))) {
      for (CommandDescriptor command : Commands.NAMED) {
        String line = "  %-12s ".formatted(command.name());
        assertEquals(
            1, text.lines().filter(other -> other.startsWith(line)).count(), command.name());
      }
    }
  }

  static Stream<Setting<?>> options() {
    return commands().flatMap(command -> command.options().stream()).distinct();
  }

  /** Readers look an option up and do not read the one before it. */
  @ParameterizedTest
  @MethodSource("options")
  void eachTextStandsAlone(Setting<?> option) {
    assertFalse(
        option
            .help()
            .matches("(?i)(the same|do so|likewise|as above|also|this too|as before)\\b.*"),
        option.help());
    assertTrue(option.help().endsWith("."), option.help());
  }
}
