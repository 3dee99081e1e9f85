package io.github.fwknoptunnel.cli;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.util.List;
import java.util.Map;

/** The last lines of a program that fails, in the format of its log. */
final class FinalError {
  private static final String JSON = "json";
  private static final String VARIABLE = "FWKNOP_TUNNEL_OPT_LOG_FORMAT";

  private final Console console;
  private boolean json;

  /** Of a command line that is not parsed yet, and may never be. */
  FinalError(List<String> words, Map<String, String> environment, Console console) {
    this.console = console;
    this.json = JSON.equals(environment.get(VARIABLE));
    for (int i = 0; i < words.size(); i++) {
      String word = words.get(i).startsWith("--") ? words.get(i).substring(1) : words.get(i);
      boolean next = i + 1 < words.size() && words.get(i + 1).equals(JSON);
      json |= word.equals("-log-format=json") || (word.equals("-log-format") && next);
    }
  }

  /** From now on as the parsed command line says. */
  void parsed(ParsedArguments arguments) throws CliException {
    json = arguments.text(Options.LOG_FORMAT).filter(JSON::equals).isPresent();
  }

  void show(CliError problem) {
    if (json) {
      new EventLog(console.err(), EventLog.Format.JSON, false, "").error(problem);
    } else {
      console.show(problem);
    }
  }
}
