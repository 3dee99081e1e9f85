package io.github.fwknoptunnel.cli.command.setup;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.util.List;
import java.util.stream.Collectors;

/** The commands that setup runs; each is shown as it could be typed. */
final class SetupTools {
  private final ParsedArguments arguments;
  private final Console console;
  private final Command keygen;
  private final Command check;

  SetupTools(ParsedArguments arguments, Console console, Command keygen, Command check) {
    this.arguments = arguments;
    this.console = console;
    this.keygen = keygen;
    this.check = check;
  }

  PrintStream out() {
    return console.out();
  }

  /** Gives what the command prints. */
  byte[] keygen(List<String> words) throws CliException, InterruptedException {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(printed, false, console.out().charset());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream())) {
      keygen.run(shown(words), new Console(console.in(), out, nowhere));
    }
    return printed.toByteArray();
  }

  ExitStatus check(List<String> words) throws CliException, InterruptedException {
    return check.run(shown(words), console);
  }

  private ParsedArguments shown(List<String> words) throws CliException {
    String line = words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    console.out().println("   $ fwknop-tunnel " + line);
    return arguments.another(words);
  }
}
