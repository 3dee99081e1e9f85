package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.FileMessages;
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

/**
 * An {@code @FILE} of options: one or more a line, quotes as in a shell, comments from a {@code #}
 * on.
 */
final class OptionFile {
  private static final String BYTE_ORDER_MARK = "\ufeff";

  private OptionFile() {}

  /**
   * A word.
   *
   * @param place file and line
   */
  record Word(String text, String place) {}

  static List<Word> read(String file) throws CliException {
    List<Word> words = new ArrayList<>();
    int number = 0;
    try {
      for (String line : text(Path.of(file)).lines().toList()) {
        String place = file + ":" + ++number;
        ShellTokenizer.splitCommented(line).forEach(word -> words.add(new Word(word, place)));
      }
    } catch (IOException e) {
      throw unreadable(file, FileMessages.of(e), e);
    } catch (InvalidPathException e) {
      throw unreadable(file, "its letters are lost in this locale", e);
    } catch (IllegalArgumentException e) {
      throw problem("a quote is not closed in " + file, "quotes must close on their line", e);
    }
    return words;
  }

  private static String text(Path file) throws IOException {
    byte[] bytes = SmallFile.read(file);
    if (SmallFile.isUtf16(bytes)) {
      throw new FileSystemException(file.toString(), null, "it is UTF-16 text, save it as UTF-8");
    }
    String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    return text.startsWith(BYTE_ORDER_MARK) ? text.substring(BYTE_ORDER_MARK.length()) : text;
  }

  private static CliException unreadable(String file, String reason, Exception cause) {
    return problem(
        "cannot read the option file " + file + ": " + reason, "it is named by @" + file, cause);
  }

  private static CliException problem(String error, String hint, Exception cause) {
    return new CliException(new CliError(ExitStatus.USAGE, error, hint), cause);
  }
}
