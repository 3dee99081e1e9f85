package io.github.fwknoptunnel.tunnel.knock;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The user's own script or program. An existing file is the whole command; any other text is split
 * into words.
 *
 * @param text as the user gave it
 * @param words program and arguments
 */
public record UserCommand(String text, List<String> words) {
  public UserCommand {
    words = List.copyOf(words);
  }

  /**
   * Reads a command.
   *
   * @throws IllegalArgumentException if there is no word, or a quote is not closed
   */
  public static UserCommand parse(String text) {
    // The empty path exists: it is the working directory.
    boolean isFile = !text.isEmpty() && Files.exists(Path.of(text));
    List<String> words = isFile ? List.of(text) : ShellWords.split(text);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no command");
    }
    return new UserCommand(text, words);
  }

  /** What keeps the program from being started, as far as can be told beforehand. */
  public Optional<String> fault() {
    String program = words.getFirst();
    if (!program.contains(File.separator)) {
      return onSearchPath(program) ? Optional.empty() : Optional.of("not found on the PATH");
    }
    Path file = Path.of(program);
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("a directory");
    }
    return Files.isExecutable(file) ? Optional.empty() : Optional.of("not executable");
  }

  static boolean onSearchPath(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program))
        .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }

  @Override
  public String toString() {
    return text;
  }
}
