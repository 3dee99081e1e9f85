package io.github.fwknoptunnel.cli.command.check;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that {@code check} shows. */
@Timeout(180)
class SettingsReportTest {
  private static final List<String> RUNS =
      List.of(
          "check -remote-host h -remote-port 22 -D s --no-rc-file --key-file k",
          "check -remote-host h -remote-port 22 -cmd true",
          "check --socks 1080 --route *=direct");

  /** Scripts read them: nothing may be rounded away. */
  @ParameterizedTest
  @CsvSource({
    "--delay=65535, delay, 65535 ms",
    "--delay=0, delay, 0 s",
    "-f=0, access timeout, 0 s",
    "-f=90, access timeout, 90 s",
    "--connect-timeout=1m500ms, connect timeout, 60500 ms",
    "--drain-timeout=2h, drain timeout, 7200 s",
  })
  void timesAreExact(String option, String title, String shown) throws Exception {
    String run = RUNS.getFirst() + " " + option;
    EffectiveSetting setting =
        shown(run).stream().filter(each -> each.name().equals(title)).findFirst().orElseThrow();
    assertEquals(Optional.of(shown), setting.value());
  }

  private static List<EffectiveSetting> shown(String run) throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(InputStream.nullInputStream(), nowhere, nowhere);
    ParsedArguments line = ParsedArguments.parse(List.of(run.split(" ")));
    return new SettingsReport(ConfigSources.of(line, console), Optional.empty()).shown();
  }

  @Test
  void everySettingWithATitleIsShownInSomeRun() throws Exception {
    Set<String> shown = new TreeSet<>();
    for (String run : RUNS) {
      shown(run).stream().map(EffectiveSetting::name).forEach(shown::add);
    }
    Set<String> titles =
        Commands.CHECK.options().stream()
            .map(Setting::title)
            .filter(title -> !title.isEmpty())
            .collect(Collectors.toCollection(TreeSet::new));
    titles.removeAll(shown);
    assertEquals(Set.of(), titles);
  }
}
