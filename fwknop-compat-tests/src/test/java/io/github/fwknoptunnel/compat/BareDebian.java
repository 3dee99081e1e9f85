package io.github.fwknoptunnel.compat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** A Debian with nothing installed: no Java, no fwknop. */
final class BareDebian implements AutoCloseable {
  private final GenericContainer<?> container =
      new GenericContainer<>(DockerImageName.parse("debian:bookworm-slim"))
          .withWorkingDirectory("/root")
          .withCommand("sleep", "infinity");

  BareDebian() {
    container.start();
  }

  void copy(Path file, String path) {
    container.copyFileToContainer(MountableFile.forHostPath(file), path);
  }

  /** Every file, directory and link that is on disk. */
  List<String> files() {
    return run("find / -xdev ! -path '/proc/*' ! -path '/sys/*' | sort").lines().toList();
  }

  /** Runs a shell command line and gives what it printed; any other status than 0 is an error. */
  String run(String line) {
    ExecResult result = result(line);
    if (result.getExitCode() != 0) {
      throw new AssertionError(line + ": " + result);
    }
    return result.getStdout() + result.getStderr();
  }

  ExecResult result(String line) {
    try {
      return container.execInContainer("sh", "-c", line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(Arrays.toString(e.getStackTrace()), e);
    }
  }

  @Override
  public void close() {
    container.stop();
  }
}
