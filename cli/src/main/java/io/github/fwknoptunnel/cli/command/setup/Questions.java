package io.github.fwknoptunnel.cli.command.setup;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Asks for one line after the other at a terminal. */
final class Questions {
  private final BufferedReader in;
  private final PrintStream out;

  Questions(Console console) {
    in = new BufferedReader(new InputStreamReader(console.in(), StandardCharsets.UTF_8));
    out = console.out();
  }

  /**
   * Asks until the answer is of use.
   *
   * @param usual what an empty line stands for
   * @param expected what is said after an answer of no use
   */
  String ask(String question, String usual, Predicate<String> useful, String expected)
      throws CliException {
    while (true) {
      out.printf("   %s [%s]: ", question, usual);
      out.flush();
      String answer = line();
      if (answer.isEmpty()) {
        return usual;
      }
      if (useful.test(answer)) {
        return answer;
      }
      out.println("   expected " + expected);
    }
  }

  /** Asks for one of several letters; an empty line stands for the first. */
  char choose(String question, String letters) throws CliException {
    String answer =
        ask(
            question,
            letters.substring(0, 1),
            text -> letters.indexOf(Character.toLowerCase(text.charAt(0))) >= 0,
            "one of these letters");
    return answer.toLowerCase(Locale.ROOT).charAt(0);
  }

  private String line() throws CliException {
    try {
      String line = in.readLine();
      if (line != null) {
        return line.strip();
      }
    } catch (IOException e) {
      throw ended(e);
    }
    throw ended(null);
  }

  private CliException ended(@Nullable IOException cause) {
    out.println();
    CliError error =
        new CliError(
            ExitStatus.FAILED,
            "setup ended before its last step",
            "run it again: what it has done is kept");
    return cause == null ? new CliException(error) : new CliException(error, cause);
  }
}
