package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The command that starts the built jar, with the launcher's options and a start-up cache as the
 * packages have one: these tests start the program hundreds of times.
 */
final class ProgramCommand {
  private static final Path JAR = Path.of("../cli/target/fwknop-tunnel.jar").toAbsolutePath();
  private static final Path CACHE = Path.of("target/startup.aot").toAbsolutePath();

  /** Evaluated once in each JVM of the tests. */
  private static final List<String> JVM = jvm();

  private ProgramCommand() {}

  static List<String> of(List<?> arguments) {
    List<String> command = new ArrayList<>(JVM);
    command.addAll(List.of("-XX:AOTCache=" + CACHE, "-jar", JAR.toString()));
    arguments.forEach(argument -> command.add(argument.toString()));
    return command;
  }

  private static List<String> jvm() {
    assertTrue(Files.exists(JAR), "the jar is built before these tests");
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> jvm = List.of(java, "-XX:+UseSerialGC", "-Xmn4m", "-XX:TieredStopAtLevel=1");
    try {
      train(jvm);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return jvm;
  }

  /** Makes the cache, unless the other JVM of the tests has made it for this jar. */
  private static void train(List<String> jvm) throws IOException, InterruptedException {
    Path lock = CACHE.resolveSibling("startup.lock");
    try (FileChannel file =
            FileChannel.open(lock, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = file.lock()) {
      assertTrue(held.isValid());
      if (Files.exists(CACHE) && isNewer(CACHE, JAR)) {
        return;
      }
      List<String> command = new ArrayList<>(jvm);
      command.add("-XX:AOTCacheOutput=" + CACHE);
      command.addAll(List.of("-Dfwknop-tunnel.training=true", "-jar", JAR.toString()));
      Process training =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(CACHE.resolveSibling("startup.log").toFile())
              .start();
      assertEquals(0, training.waitFor(), "see target/startup.log");
      assertTrue(Files.exists(CACHE), "see target/startup.log");
    }
  }

  private static boolean isNewer(Path file, Path other) throws IOException {
    return Files.getLastModifiedTime(file).compareTo(Files.getLastModifiedTime(other)) > 0;
  }
}
