package io.github.fwknoptunnel.cli;

import io.github.fwknoptunnel.tunnel.process.ShellTokenizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A file of commands and what they print, as a person would note it down.
 *
 * <pre>
 * -- keys 600 --                    a file with its mode; it ends at the first empty line
 * KEY: correct-horse
 *
 * # what this shows                 a comment
 * $ fwknop-tunnel inspect …         a command; $WORK is the directory of the files,
 *                                   $BUSY a local port that is in use,
 *                                   $WEB the address of a {@link WebPages}
 * $ NAME=value fwknop-tunnel …      the same with a variable that stands for an option
 * &lt;&lt; text                           a line of its stdin
 * ~ text                            a line typed at its terminal; without any it has no terminal
 * ? 1                               its exit status
 * &gt; text                            a line of its stdout
 * ! error: &lt;…&gt;                      a line of its stderr; &lt;…&gt; stands for any text
 * </pre>
 */
record Transcript(List<TextFile> files, List<Step> steps) {
  private static final String PROGRAM = "fwknop-tunnel";
  private static final Pattern FILE = Pattern.compile("-- (?<name>\\S+) (?<mode>[0-7]{3}) --");

  /** A file that the commands find. */
  record TextFile(String name, String mode, List<String> lines) {}

  /**
   * One command.
   *
   * @param line where it stands in the transcript
   */
  record Step(int line, List<String> command, Given given, Expected expected) {
    private int program() {
      return command.indexOf(PROGRAM);
    }

    Map<String, String> environment() {
      return command.subList(0, program()).stream()
          .map(variable -> variable.split("=", 2))
          .collect(Collectors.toMap(parts -> parts[0], parts -> parts[1]));
    }

    /** What stands behind the program's name. */
    List<String> words() {
      return command.subList(program() + 1, command.size());
    }
  }

  /** What it can read. */
  record Given(List<String> in, List<String> typed) {}

  /** What it leaves behind; the exit status is the only line of its list. */
  record Expected(List<String> status, List<String> out, List<String> err) {}

  static Transcript parse(List<String> lines) {
    Transcript transcript = new Transcript(new ArrayList<>(), new ArrayList<>());
    boolean inFile = false;
    for (int i = 0; i < lines.size(); i++) {
      Matcher file = FILE.matcher(lines.get(i));
      if (file.matches()) {
        transcript.files.add(
            new TextFile(file.group("name"), file.group("mode"), new ArrayList<>()));
        inFile = true;
      } else if (inFile) {
        inFile = !lines.get(i).isEmpty();
        transcript.files.getLast().lines().addAll(inFile ? lines.subList(i, i + 1) : List.of());
      } else if (!lines.get(i).isEmpty() && !lines.get(i).startsWith("#")) {
        transcript.take(i + 1, lines.get(i));
      }
    }
    return transcript;
  }

  private void take(int number, String line) {
    if (line.startsWith("$ ")) {
      List<String> words = ShellTokenizer.split(line.substring(2));
      Expected expected = new Expected(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
      Given given = new Given(new ArrayList<>(), new ArrayList<>());
      steps.add(new Step(number, words, given, expected));
      return;
    }
    String mark = line.split(" ", 2)[0];
    Step step = steps.getLast();
    List<String> target =
        switch (mark) {
          case "<<" -> step.given.in;
          case "~" -> step.given.typed;
          case "?" -> step.expected.status;
          case ">" -> step.expected.out;
          case "!" -> step.expected.err;
          default -> throw new IllegalArgumentException("line " + number + ": " + line);
        };
    target.add(line.substring(Math.min(line.length(), mark.length() + 1)));
  }
}
