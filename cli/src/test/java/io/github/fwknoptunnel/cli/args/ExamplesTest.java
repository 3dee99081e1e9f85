package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.process.ShellTokenizer;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class ExamplesTest {
  private static final String PROGRAM = "fwknop-tunnel ";

  static Stream<CommandDescriptor> commands() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream());
  }

  /** Each part of a pipeline that is this program's, without the files of the shell. */
  static Stream<String> examples() {
    return commands()
        .flatMap(command -> Examples.of(command).stream())
        .flatMap(line -> Stream.of(line.split(" \\| ")))
        .map(line -> line.replaceFirst(" (<|>|>>) .*", ""))
        .filter(line -> line.startsWith(PROGRAM));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyCommandShowsHowItIsUsed(CommandDescriptor command) {
    List<String> examples = Examples.of(command);
    assertFalse(examples.isEmpty());
    assertTrue(Help.brief(command).contains("\n  " + examples.getFirst() + "\n"));
  }

  @ParameterizedTest
  @MethodSource("examples")
  void everyExampleCanBeTyped(String line) {
    List<String> words = ShellTokenizer.split(line.substring(PROGRAM.length()));
    assertDoesNotThrow(() -> ParsedArguments.parse(words));
  }
}
