package io.github.fwknoptunnel.cli.setting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** An exclusion holds from every source: every rule, every pair of it, every command. */
@Timeout(180)
class ExclusionsTest {
  static Stream<Arguments> everyPair() {
    List<Arguments> pairs = new ArrayList<>();
    for (MutuallyExclusive rule : MutuallyExclusive.all()) {
      for (Setting<?> one : rule.ones()) {
        for (Setting<?> other : rule.others()) {
          commands()
              .filter(command -> command.options().containsAll(List.of(one, other)))
              .forEach(command -> pairs.add(Arguments.of(command.name(), one, other, rule)));
        }
      }
    }
    return pairs.stream();
  }

  private static Stream<CommandDescriptor> commands() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream());
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everyPair")
  void anOptionOfTheCommandLineDefeatsTheVariableOfAnotherThatItExcludes(
      String command, Setting<?> one, Setting<?> other) throws CliException {
    assertOnlyFirst(one, other, parse(command, List.of(one), List.of(other)));
    assertOnlyFirst(other, one, parse(command, List.of(other), List.of(one)));
  }

  private static void assertOnlyFirst(Setting<?> first, Setting<?> second, ParsedArguments line) {
    assertTrue(line.has(first));
    assertFalse(line.has(second));
  }

  @ParameterizedTest(name = "{0} {1} {2}")
  @MethodSource("everyPair")
  void twoFromOneSourceAreAnErrorUnlessTheReaderKnowsWhichCounts(
      String command, Setting<?> one, Setting<?> other, MutuallyExclusive rule)
      throws CliException {
    List<Setting<?>> both = List.of(one, other);
    for (ParsedArguments line :
        List.of(parse(command, both, List.of()), parse(command, List.of(), both))) {
      assertTrue(line.has(one) && line.has(other));
      if (!rule.why().isEmpty()) {
        CliException refused =
            assertThrows(CliException.class, () -> line.refuseExcluded(List.of(one)));
        assertEquals(one + " and " + other + " exclude each other", refused.problem().error());
        assertEquals(ExitStatus.USAGE, refused.problem().status());
      }
    }
  }

  @Test
  void aProxyMayComeFromAVariableBesideHttp() throws CliException {
    Map<String, String> proxy = Map.of("FWKNOP_TUNNEL_OPT_HTTP_PROXY", "proxy:3128");
    assertTrue(
        ParsedArguments.parse(List.of("knock", "-P", "http"), proxy).has(SpaOptions.HTTP_PROXY));
    assertFalse(
        ParsedArguments.parse(List.of("knock", "-P", "udp"), proxy).has(SpaOptions.HTTP_PROXY));
  }

  @Test
  void aSwitchThatIsTurnedOffExcludesNothing() throws CliException {
    Map<String, String> stanza = Map.of("FWKNOP_TUNNEL_OPT_NAMED_CONFIG", "home");
    assertTrue(
        ParsedArguments.parse(List.of("--no-rc-file=false"), stanza).has(SpaOptions.NAMED_CONFIG));
    assertFalse(
        ParsedArguments.parse(List.of("--no-rc-file"), stanza).has(SpaOptions.NAMED_CONFIG));
  }

  private static ParsedArguments parse(
      String command, List<Setting<?>> line, List<Setting<?>> variables) throws CliException {
    List<String> words = new ArrayList<>();
    Stream.of(command).filter(name -> !name.isEmpty()).forEach(words::add);
    line.forEach(option -> words.add(option.name() + "=" + value(option)));
    Map<String, String> environment = new HashMap<>();
    variables.forEach(option -> environment.put(option.environmentVariable(), value(option)));
    return ParsedArguments.parse(words, environment);
  }

  /** Only the protocol's value matters, and TCP suits neither a proxy nor a source port. */
  private static String value(Setting<?> option) {
    return option.equals(SpaOptions.SERVER_PROTO) ? "tcp" : "1";
  }
}
