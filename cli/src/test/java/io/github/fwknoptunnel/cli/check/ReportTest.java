package io.github.fwknoptunnel.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.terminal.Ansi;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class ReportTest {
  private static final Report REPORT =
      new Report(
          "",
          List.of(
              new EffectiveSetting("port", Optional.of("22"), "command line -p"),
              new EffectiveSetting("nothing", Optional.empty(), "built-in"),
              new EffectiveSetting("access", Optional.of("tcp/22\u001b[2J"), "built-in")),
          List.of(
              Finding.ok(Topic.NAME, "h is 192.0.2.1"),
              Finding.info(Topic.CLOCK, "not known"),
              Finding.fail(Topic.FILE, "others …", "chmod 600 file")));

  @Test
  void columnsLineUpAndControlCharactersDoNotGetThrough() {
    assertEquals(
        List.of(
            "  port    22          command line -p",
            "  access  tcp/22?[2J  built-in",
            "✓ h is 192.0.2.1",
            "· not known",
            "✗ others …",
            "  hint: chmod 600 file"),
        new ReportText(true, false, Ansi.PLAIN).lines(REPORT));
  }

  @Test
  void anOutputThatIsNotUtf8GetsAscii() {
    List<String> lines = new ReportText(false, false, Ansi.PLAIN).lines(REPORT);
    assertEquals(
        List.of("+ h is 192.0.2.1", "- not known", "x others ...", "  hint: chmod 600 file"),
        lines.subList(2, lines.size()));
    assertTrue(lines.stream().allMatch(line -> line.chars().allMatch(letter -> letter < 128)));
  }

  @Test
  void coloursAreOnTheMarks() {
    List<String> lines = new ReportText(true, false, Ansi.COLOUR).lines(REPORT);
    assertEquals("\u001b[32m✓\u001b[0m h is 192.0.2.1", lines.get(2));
    assertEquals("\u001b[31m✗\u001b[0m others …", lines.get(4));
  }

  @Test
  void oneBadFindingIsEnough() {
    assertFalse(REPORT.allWell());
    assertTrue(new Report("", List.of(), REPORT.findings().subList(0, 2)).allWell());
  }

  @Test
  void onATerminalAHintOfSeveralStepsHasALineForEach() {
    Finding silent =
        new Finding(
            Topic.PORT,
            Severity.FAIL,
            "silent",
            Optional.of("this; that"),
            List.of("order:", "  1. this"));
    Report report = new Report("", List.of(), List.of(silent));
    assertEquals(
        List.of("✗ silent", "  hint: order:", "    1. this"),
        new ReportText(true, true, Ansi.PLAIN).lines(report));
    assertEquals(
        List.of("✗ silent", "  hint: this; that"),
        new ReportText(true, false, Ansi.PLAIN).lines(report));
  }

  @Test
  void oneOfSeveralTunnelsSaysWhichItIs() {
    Report one = new Report("6000:h:22", List.of(), List.of());
    assertEquals(List.of("[6000:h:22]"), new ReportText(true, false, Ansi.PLAIN).lines(one));
    assertTrue(ReportJson.of(one, 0).startsWith("{\"tunnel\":\"6000:h:22\",\"ok\":true,"));
  }

  @Test
  void machinesGetEverything() {
    String json = ReportJson.of(REPORT, 1);
    assertTrue(
        json.startsWith("{\"ok\":false,\"exit_status\":1,\"settings\":[{\"name\":\"port\""), json);
    assertTrue(
        json.contains("{\"name\":\"nothing\",\"value\":null,\"origin\":\"built-in\"}"), json);
    assertTrue(
        json.endsWith(
            "{\"topic\":\"file\",\"result\":\"fail\",\"text\":\"others …\","
                + "\"hint\":\"chmod 600 file\"}]}"),
        json);
  }
}
