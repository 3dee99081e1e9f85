package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.FileWords;
import io.github.fwknoptunnel.tunnel.knock.ShellWords;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An {@code @FILE} of options: one or more a line, quotes as in a shell, comments from a {@code #}
 * on.
 */
final class OptionFile {
  private OptionFile() {}

  static List<String> read(String file) throws ProblemException {
    List<String> words = new ArrayList<>();
    try {
      for (String line : Files.readAllLines(Path.of(file))) {
        words.addAll(ShellWords.splitCommented(line));
      }
    } catch (IOException e) {
      throw unreadable(file, FileWords.of(e), e);
    } catch (InvalidPathException e) {
      throw unreadable(file, "its letters are lost in this locale", e);
    } catch (IllegalArgumentException e) {
      throw problem("a quote is not closed in " + file, "quotes must close on their line", e);
    }
    return words;
  }

  private static ProblemException unreadable(String file, String reason, Exception cause) {
    return problem(
        "cannot read the option file " + file + ": " + reason, "it is named by @" + file, cause);
  }

  private static ProblemException problem(String error, String hint, Exception cause) {
    return new ProblemException(new Problem(ExitStatus.USAGE, error, hint), cause);
  }
}
