package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What becomes of the words of a command line. */
@Timeout(180)
class CommandLineParserTest {
  /** Words as the user writes them, and what becomes of them. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          -v                             | --verbose
          -verbose -verbose              | --verbose
          -verbose -verbose=false        |
          -verbose=f --verbose=T         | --verbose
          -mode single                   | --mode=single
          -mode=single                   | --mode=single
          --mode= -v                     | --mode= --verbose
          -mode multi --mode single      | --mode=multi --mode=single
          -remote-host knock             | --remote-host=knock
          -remote-host -                 | --remote-host=-
          -remote-host -x                | --remote-host=-x
          -remote-host --                | --remote-host=--
          -remote-host @file             | --remote-host=@file
          -remote-host=-v                | --remote-host=-v
          -delay -5                      | --delay=-5
          -6 -s -4                       | --family=6 --source-ip --family=4
          -D h -p 62201 -A tcp/22        | --destination=h --server-port=62201 --access=tcp/22
          -s -m sha1 -M cbc              | --source-ip --digest-type=sha1 --encryption-mode=cbc
          """)
  void writesOptionsInCanonicalForm(String words, String canonical) throws CliException {
    List<String> expected = canonical == null ? List.of() : List.of(canonical.split(" "));
    assertEquals(expected, shown(CommandLineParser.read(List.of(words.split(" ")))));
  }

  /** Every option of every command, in each of its forms. */
  static Stream<Arguments> everyName() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .flatMap(command ->
            command.options().stream()
                .flatMap(option ->
                    option.names().stream().map(name -> Arguments.of(command, option, name))));
  }

  @ParameterizedTest(name = "{0} {2}")
  @MethodSource("everyName")
  void everyNameOfAnOptionMeansTheSameApartAndAttached(
      CommandDescriptor command, Setting<?> option, String name) throws CliException {
    if (option.isFlag()) {
      assertEquals(List.of(option.name()), options(command, name));
      assertEquals(List.of(), options(command, name + "=false"));
    } else if (Setting.impliedBy(name).isPresent()) {
      assertEquals(List.of(option.name() + "=" + name.substring(1)), options(command, name));
      assertThrows(CliException.class, () -> options(command, name + "=1"));
    } else {
      List<String> apart = options(command, name, option.implicitValue().isPresent() ? "-v" : "1");
      String value = option.implicitValue().orElse("1");
      assertEquals(option.name() + "=" + value, apart.getFirst());
      assertEquals(List.of(option.name() + "=1"), options(command, name + "=1"));
    }
  }

  private static List<String> options(CommandDescriptor command, String... words)
      throws CliException {
    List<String> line =
        Stream.concat(Stream.of(command.name()).filter(name -> !name.isEmpty()), Stream.of(words))
            .toList();
    return shown(CommandLineParser.read(line));
  }

  private static List<String> shown(CommandLineParser.ParsedLine line) {
    return line.options().stream().map(GivenOption::toString).toList();
  }

  @Test
  void optionsOfTheSucceededProgramWorkWithOneDashAndTwo() {
    List<String> inherited =
        List.of(
            "bind-address",
            "local-port",
            "remote-host",
            "remote-port",
            "cmd",
            "delay",
            "mode",
            "verbose",
            "version");
    for (String name : inherited) {
      List<String> names = Commands.TUNNEL.option("-" + name).orElseThrow().names();
      assertEquals(List.of("-" + name, "--" + name), names.subList(names.size() - 2, names.size()));
    }
  }

  @Test
  void aCommandIsTheFirstWordAlone() throws CliException {
    assertEquals(Commands.KNOCK, CommandLineParser.read(List.of("knock", "-s")).command());
    assertEquals(Commands.TUNNEL, CommandLineParser.read(List.of("-cmd", "knock")).command());
    assertEquals(Commands.TUNNEL, CommandLineParser.read(List.of()).command());
  }

  @Test
  void operandsStandAmongOptionsAndBehindTwoDashes() throws CliException {
    CommandLineParser.ParsedLine line =
        CommandLineParser.read(List.of("inspect", "a", "--json", "b", "--", "--json", "@c"));
    assertEquals(List.of("--json"), shown(line));
    assertEquals(List.of("a", "b", "--json", "@c"), line.operands());
  }

  @Test
  void whatLooksLikeAnOptionIsAnOperandBehindTwoDashesAndBehindACommandToRun() throws CliException {
    String words = "exec -v -p 62201 psql -p 5 -bogus @file -- -sR";
    CommandLineParser.ParsedLine line = CommandLineParser.read(List.of(words.split(" ")));
    assertEquals(List.of("--verbose", "--server-port=62201"), shown(line));
    assertEquals(List.of("psql", "-p", "5", "-bogus", "@file", "--", "-sR"), line.operands());
    assertEquals(
        List.of("-x", "@y", "\u2013z", "knock", "-"),
        CommandLineParser.read(List.of("inspect", "--", "-x", "@y", "\u2013z", "knock", "-"))
            .operands());
  }

  @ParameterizedTest
  @CsvSource({
    "-sR",
    "-p62201",
    "-moed=single",
    "-bind-addres=0.0.0.0",
    "-named-config=home",
    "-=",
    "-",
    "-- knock",
    "-v -- knock",
    "--=x",
    "-5",
    "inspect -5",
    "inspect -x",
    "connect -x22 host",
    "-${user.home}",
    "demo @",
    "knock knock",
    "help helm",
    "-v knock"
  })
  void refusesWhatCouldBeReadInTwoWays(String words) {
    CliException refused =
        assertThrows(CliException.class, () -> CommandLineParser.read(List.of(words.split(" "))));
    assertEquals(ExitStatus.USAGE, refused.problem().status());
  }
}
