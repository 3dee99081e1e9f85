package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that is run to its end, for what it prints. */
final class Tool {
  private Tool() {}

  /**
   * @throws IOException also when it fails or takes longer than {@code limit}
   */
  static String run(List<String> command, Duration limit) throws IOException, InterruptedException {
    Path output = Files.createTempFile("bench", ".out");
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
      String text = Files.readString(output);
      if (!ended || process.exitValue() != 0) {
        throw new IOException(command + (ended ? " failed: " : " hung: ") + text.strip());
      }
      return text;
    } finally {
      process.destroyForcibly();
      Files.delete(output);
    }
  }
}
