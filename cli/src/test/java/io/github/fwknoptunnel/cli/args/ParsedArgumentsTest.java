package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ParsedArgumentsTest {
  private static ParsedArguments with(String... words) throws CliException {
    return ParsedArguments.parse(List.of(words));
  }

  @ParameterizedTest
  @CsvSource({
    "0, PT0S",
    "10, PT10S",
    "10s, PT10S",
    "500ms, PT0.5S",
    "2m, PT2M",
    "3h, PT3H",
    "007, PT7S",
    "999999h, PT999999H",
    "5min, PT5M",
    "1h30m, PT1H30M",
    "1d, PT24H",
    "1d12h, PT36H",
    "1m500ms, PT1M0.5S"
  })
  void readsTimes(String text, Duration time) throws CliException {
    assertEquals(Optional.of(time), with("--drain-timeout", text).value(Options.DRAIN_TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " 10", "10 s", "-1", "+1", "1.5s", "30m1", "m5", "1month", "99999d", "s", "1S",
        "1000000", "١s"
      })
  void refusesOtherTimes(String text) throws CliException {
    ParsedArguments arguments = with("--connect-timeout=" + text);
    CliException refused =
        assertThrows(CliException.class, () -> arguments.value(Options.CONNECT_TIMEOUT));
    assertEquals(ExitStatus.USAGE, refused.problem().status());
    String expected =
        text.isEmpty() ? "a non-empty value" : "a time such as 10s, 500ms, 2m or 1h30m";
    assertEquals(
        "--connect-timeout: invalid value '" + text + "' (expected " + expected + ")",
        refused.problem().error());
  }

  @Test
  void theLongestTimeFitsIntoNanoseconds() throws CliException {
    long nanos =
        with("--drain-timeout=999999h").value(Options.DRAIN_TIMEOUT).orElseThrow().toNanos();
    assertEquals(999_999L * 3600 * 1_000_000_000, nanos);
  }

  @Test
  void aLimitIsAboveZero() throws CliException {
    ParsedArguments arguments = with("--connect-timeout=0ms");
    assertThrows(CliException.class, () -> arguments.value(Options.CONNECT_TIMEOUT));
    assertEquals(Optional.empty(), with().value(Options.CONNECT_TIMEOUT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"1", "22", "65535", "0022"})
  void readsPorts(String text) throws CliException {
    assertEquals(
        Optional.of(Integer.parseInt(text)), with("-remote-port", text).value(Options.REMOTE_PORT));
  }

  @ParameterizedTest
  @ValueSource(strings = {"0", "65536", "-1", "22 ", "0x16", "1e3", "4294967318", "٢٢"})
  void refusesOtherPorts(String text) throws CliException {
    ParsedArguments arguments = with("-remote-port", text);
    assertThrows(CliException.class, () -> arguments.value(Options.REMOTE_PORT));
  }

  @Test
  void theLastOfSeveralCounts() throws CliException {
    ParsedArguments arguments = with("-remote-host", "a", "--remote-host=b", "-remote-host=c");
    assertEquals(Optional.of("c"), arguments.value(Options.REMOTE_HOST));
  }

  /** What other parsers would take for quotes, variables, files or options. */
  @ParameterizedTest
  @ValueSource(
      strings = {"'a b'", "\"a\"", "${user.name}", "@file", "-v", "--verbose", "--", "a,b", "a=b"})
  void aValueArrivesAsItWasWritten(String text) throws CliException {
    assertEquals(Optional.of(text), with("-remote-host=" + text).value(Options.REMOTE_HOST));
  }

  @Test
  void namesTheFirstOptionOfAGroupThatWasGiven() throws CliException {
    List<Setting<?>> group = List.of(SpaOptions.ACCESS, SpaOptions.ALLOW_IP, SpaOptions.KEY_FILE);
    assertEquals(Optional.of(SpaOptions.ALLOW_IP), with("--key-file=k", "-a=b").firstOf(group));
    assertEquals(Optional.empty(), with("-v").firstOf(group));
  }
}
