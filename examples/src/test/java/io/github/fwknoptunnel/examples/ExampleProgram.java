package io.github.fwknoptunnel.examples;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/** An example as its reader would start it, in a JVM of its own. */
public final class ExampleProgram {
  private ExampleProgram() {}

  /**
   * What a program printed, once it has ended.
   *
   * @param status exit status
   * @param output lines of stdout
   * @param errors lines of stderr
   */
  public record Result(int status, List<String> output, List<String> errors) {}

  /** Starts a program whose stderr is that of the test. */
  public static Process start(Class<?> example, Object... arguments) throws IOException {
    return builder(example, arguments).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }

  /** Runs a program with nothing to read. */
  public static Result run(Class<?> example, Object... arguments) throws Exception {
    return runWith("", example, arguments);
  }

  /** Runs a program that reads a text. */
  public static Result runWith(String stdin, Class<?> example, Object... arguments)
      throws Exception {
    Path errors = Files.createTempFile("example", "err");
    try {
      Process process = builder(example, arguments).redirectError(errors.toFile()).start();
      try (OutputStream input = process.getOutputStream()) {
        input.write(stdin.getBytes(StandardCharsets.UTF_8));
      } catch (IOException e) {
        // It has ended without reading.
      }
      List<String> output = process.inputReader().lines().toList();
      return new Result(process.waitFor(), output, Files.readAllLines(errors));
    } finally {
      Files.delete(errors);
    }
  }

  private static ProcessBuilder builder(Class<?> example, Object... arguments) {
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> command =
        new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
    command.add(example.getName());
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command);
  }

  /** Writes a file that only its owner can read. */
  public static Path secret(Path file, String... lines) throws IOException {
    Files.write(file, List.of(lines));
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
