package io.github.fwknoptunnel.tunnel.process;

import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command line into words as a POSIX shell does: blanks separate words, and single quotes,
 * double quotes and backslashes protect them. Nothing is expanded, and no shell is started.
 */
public final class ShellTokenizer {
  private final List<String> words = new ArrayList<>();
  private final StringBuilder word = new StringBuilder();
  private boolean inWord;
  private char quote;
  private boolean escaped;
  private boolean inComment;
  private final boolean comments;

  private ShellTokenizer(boolean comments) {
    this.comments = comments;
  }

  /**
   * Splits one line.
   *
   * @throws IllegalArgumentException if a quote is not closed or a backslash stands at the end
   */
  public static List<String> split(String line) {
    return split(line, new ShellTokenizer(false));
  }

  /** The same for a line of a file, where a word that begins with {@code #} begins a comment. */
  public static List<String> splitCommented(String line) {
    return split(line, new ShellTokenizer(true));
  }

  private static List<String> split(String line, ShellTokenizer splitter) {
    line.chars().forEach(c -> splitter.take((char) c));
    if (splitter.quote != 0 || splitter.escaped) {
      throw new IllegalArgumentException("a quote is not closed");
    }
    splitter.endWord();
    return List.copyOf(splitter.words);
  }

  private void take(char c) {
    if (inComment) {
      return;
    }
    if (escaped) {
      takeEscaped(c);
    } else if (c == '\\' && quote != '\'') {
      escaped = true;
      inWord = true;
    } else if (quote != 0) {
      takeQuoted(c);
    } else if (c == '\'' || c == '"') {
      quote = c;
      inWord = true;
    } else if (Character.isWhitespace(c)) {
      endWord();
    } else if (c == '#' && comments && !inWord) {
      inComment = true;
    } else {
      add(c);
    }
  }

  /**
   * Between double quotes a backslash protects only what is special there, and stands for itself
   * elsewhere.
   */
  private void takeEscaped(char c) {
    escaped = false;
    if (quote == '"' && "\"\\$`".indexOf(c) < 0) {
      add('\\');
    }
    add(c);
  }

  private void takeQuoted(char c) {
    if (c == quote) {
      quote = 0;
    } else {
      add(c);
    }
  }

  private void add(char c) {
    word.append(c);
    inWord = true;
  }

  private void endWord() {
    if (inWord) {
      words.add(word.toString());
      word.setLength(0);
      inWord = false;
    }
  }
}
