package io.github.fwknoptunnel.tunnel.knock;

import io.github.fwknoptunnel.tunnel.process.SearchPath;
import io.github.fwknoptunnel.tunnel.process.ShellTokenizer;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The user's own script or program. If the text is the path of an existing file, that file is the
 * whole command. Any other text is split into words at blanks; quotes and backslashes work as in a
 * shell, but nothing is expanded. Immutable and thread-safe.
 *
 * @param text as the user gave it
 * @param words the program and its arguments; not empty
 */
public record ExternalCommand(String text, List<String> words) {
  /** Linux reads no more to find the interpreter (execve(2)). */
  private static final int HEAD_BYTES = 255;

  private static final Pattern INTERPRETER = Pattern.compile("#![ \\t]*(?<file>/[^ \\t\\n]+)");

  /** Copies the list. */
  public ExternalCommand {
    words = List.copyOf(words);
  }

  /**
   * Reads a command.
   *
   * @param text the path of a file, or words
   * @return the command; nothing is run, and its program may be missing
   * @throws IllegalArgumentException if there is no word, or a quote is not closed
   */
  public static ExternalCommand parse(String text) {
    // The empty path exists: it is the working directory.
    boolean isFile = !text.isEmpty() && Files.exists(Path.of(text));
    List<String> words = isFile ? List.of(text) : ShellTokenizer.split(text);
    if (words.isEmpty()) {
      throw new IllegalArgumentException("no command");
    }
    return new ExternalCommand(text, words);
  }

  /**
   * Checks the program before it is started.
   *
   * @return why it cannot be started, for messages; empty if nothing is wrong as far as can be seen
   */
  public Optional<String> validate() {
    String program = words.getFirst();
    if (!program.contains(File.separator)) {
      return SearchPath.has(program) ? Optional.empty() : Optional.of(notOnSearchPath(program));
    }
    Path file = Path.of(program);
    if (!Files.exists(file)) {
      return Optional.of("no such file");
    }
    if (Files.isDirectory(file)) {
      return Optional.of("a directory");
    }
    if (!Files.isExecutable(file)) {
      return Optional.of("not executable");
    }
    return missingInterpreter(file).map(name -> "its interpreter " + name + " is not there");
  }

  private static String notOnSearchPath(String program) {
    boolean here = Files.isRegularFile(Path.of(program));
    return "not found on the PATH" + (here ? "; the file here is ./" + program : "");
  }

  /** If the interpreter is missing, the kernel reports the script itself as missing. */
  private static Optional<String> missingInterpreter(Path script) {
    try (InputStream in = Files.newInputStream(script)) {
      String head = new String(in.readNBytes(HEAD_BYTES), StandardCharsets.ISO_8859_1);
      Matcher line = INTERPRETER.matcher(head);
      return line.lookingAt() && !Files.exists(Path.of(line.group("file")))
          ? Optional.of(line.group("file"))
          : Optional.empty();
    } catch (IOException | InvalidPathException e) {
      return Optional.empty(); // A program that may be run and not read.
    }
  }

  @Override
  public String toString() {
    return text;
  }
}
