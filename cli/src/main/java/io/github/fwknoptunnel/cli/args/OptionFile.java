package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.FileMessages;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import io.github.fwknoptunnel.spa.rc.SmallFile;
import io.github.fwknoptunnel.tunnel.process.ShellTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An {@code @FILE} of options: one or more a line, quotes as in a shell, comments from a {@code #}
 * on. A line {@code [name]} begins a tunnel of that name.
 *
 * @param words above the first tunnel
 */
record OptionFile(List<Word> words, List<Section> sections) {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  /** No address in brackets looks like that. */
  private static final Pattern HEADER = Pattern.compile("\\[(?<name>[\\w.-]{1,64})\\]");

  /**
   * A word.
   *
   * @param place file and line
   */
  record Word(String text, String place) {}

  /**
   * The options of a tunnel.
   *
   * @param place file and line of the name
   */
  record Section(String name, String place, List<Word> words) {
    /** What messages call it. */
    String header() {
      return place + ": [" + name + "]";
    }
  }

  static OptionFile read(String file) throws CliException {
    OptionFile read = new OptionFile(new ArrayList<>(), new ArrayList<>());
    int number = 0;
    try {
      for (String line : text(Path.of(file)).lines().toList()) {
        read.add(ShellTokenizer.splitCommented(line), file + ":" + ++number);
      }
    } catch (IOException e) {
      throw unreadable(file, FileMessages.of(e), e);
    } catch (InvalidPathException e) {
      throw unreadable(file, "the name contains characters this locale cannot represent", e);
    } catch (IllegalArgumentException e) {
      throw problem("unclosed quote in " + file, "close the quote on the same line", e);
    }
    return read;
  }

  private void add(List<String> line, String place) throws CliException {
    Matcher header = HEADER.matcher(String.join(" ", line));
    if (!header.matches()) {
      refuseName(String.join(" ", line), place);
      List<Word> to = sections.isEmpty() ? words : sections.getLast().words();
      line.forEach(word -> to.add(new Word(word, place)));
      return;
    }
    sections.add(new Section(header.group("name"), place, new ArrayList<>()));
  }

  private static void refuseName(String line, String place) throws CliException {
    if (line.startsWith("[") && line.endsWith("]") && !line.contains(":")) {
      CliError bad =
          CliError.usage(
              "a tunnel cannot be named '" + line.substring(1, line.length() - 1) + "'",
              "a name has letters, digits, '.', '_' and '-', 64 at most");
      throw new CliException(bad.at(place));
    }
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = SmallFile.read(file);
    if (SmallFile.isUtf16(bytes)) {
      throw new FileSystemException(file.toString(), null, "the file is UTF-16; save it as UTF-8");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  private static CliException unreadable(String file, String reason, Exception cause) {
    boolean ofShell =
        !(cause instanceof InvalidPathException) && ShellWord.isUnexpanded(Path.of(file));
    return problem(
        "cannot read the option file " + file + ": " + reason,
        ofShell
            ? "write the full path: the shell expands '~' only at the start of a word"
            : "check the argument @" + file,
        cause);
  }

  private static CliException problem(String error, String hint, Exception cause) {
    return new CliException(new CliError(ExitStatus.USAGE, error, hint), cause);
  }
}
