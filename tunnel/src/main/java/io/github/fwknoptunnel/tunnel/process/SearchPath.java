package io.github.fwknoptunnel.tunnel.process;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Finds programs on the {@code PATH}. */
public final class SearchPath {
  private SearchPath() {}

  /** Whether there is such a program, by the {@code PATH} of this process. */
  public static boolean has(String program) {
    String path = System.getenv().getOrDefault("PATH", "/usr/bin:/bin");
    return Arrays.stream(path.split(File.pathSeparator))
        .map(directory -> Path.of(directory.isEmpty() ? "." : directory, program))
        .anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file));
  }
}
