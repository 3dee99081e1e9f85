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

/** The settings that {@code check} shows. */
@Timeout(180)
class SettingsReportTest {
  private static final List<String> RUNS =
      List.of(
          "check -remote-host h -remote-port 22 -D s --no-rc-file --key-file k",
          "check -remote-host h -remote-port 22 -cmd true",
          "check --socks 1080 --route *=direct");

  @Test
  void everySettingWithATitleIsShownInSomeRun() throws Exception {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
    Console console = new Console(InputStream.nullInputStream(), nowhere, nowhere);
    Set<String> shown = new TreeSet<>();
    for (String run : RUNS) {
      ParsedArguments line = ParsedArguments.parse(List.of(run.split(" ")));
      new SettingsReport(ConfigSources.of(line, console), Optional.empty())
          .shown().stream().map(EffectiveSetting::name).forEach(shown::add);
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
