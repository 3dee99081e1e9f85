package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;

/** The packages of a release, made once for all tests from the jar that was just built. */
final class Packages {
  private static final Path SCRIPT = Path.of("../cli/packaging/build");

  private Packages() {}

  /** Where they are. */
  static Path directory() {
    return Made.DIRECTORY;
  }

  private static final class Made {
    // Of this process alone: what another one makes again must not vanish while it is read.
    private static final Path DIRECTORY =
        make(Path.of("target/packages-" + ProcessHandle.current().pid()));
  }

  /** Makes them. Where they cannot be made the test is skipped. */
  static Path make(Path directory) {
    boolean suited = Files.exists(Path.of("/usr/bin/dpkg-deb"));
    assumeTrue(suited, "packages are made on Linux where dpkg-deb is installed");
    // Test classes run in two processes, and the script has one place for what it works on.
    try (FileChannel file =
            FileChannel.open(
                Path.of("target/packages.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assertTrue(held.isValid());
      run(SCRIPT.toString(), "--built", directory.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return directory.toAbsolutePath();
  }

  /** The one file with this ending. */
  static Path file(String ending) {
    try (Stream<Path> files = Files.list(directory())) {
      return files.filter(file -> file.toString().endsWith(ending)).findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Unpacks the archive for Linux and gives its one directory. */
  static Path unpack(Path into) {
    run("tar", "-xzf", file("-linux-x64.tar.gz").toString(), "-C", into.toString());
    try (Stream<Path> files = Files.list(into)) {
      return files.findFirst().orElseThrow();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void run(String... command) {
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
      builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
      Process process = builder.start();
      String output = new String(process.getInputStream().readAllBytes());
      assertEquals(0, process.waitFor(), output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
