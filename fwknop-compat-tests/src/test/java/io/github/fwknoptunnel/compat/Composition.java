package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The composition of the examples, its file as it is, run by {@code docker compose} or {@code
 * docker-compose}, whichever is here.
 */
final class Composition implements AutoCloseable {
  private static final Path FILE = DocumentRun.PROJECT.resolve("examples/compose/compose.yaml");
  private static final String NAME = "fwknop-tunnel-compose-test";
  private static final String OURS = "label=com.docker.compose.project=" + NAME;

  private final Path directory;
  private final List<String> compose;

  /**
   * @param directory where the secrets are, under the names that the file has for them
   * @param override what is different here
   */
  Composition(Path directory, String override) throws IOException {
    this.directory = directory;
    Files.copy(FILE, directory.resolve("compose.yaml"));
    Files.writeString(directory.resolve("override.yaml"), override);
    boolean isPlugin = docker("info", "--format", "{{.ClientInfo.Plugins}}").contains("compose");
    compose = isPlugin ? List.of("docker", "compose") : List.of("docker-compose");
  }

  /** Runs a command of Compose, which must succeed, and gives what it printed. */
  String run(String... command) {
    List<String> words = new ArrayList<>(compose);
    words.addAll(List.of("-p", NAME, "-f", "compose.yaml", "-f", "override.yaml"));
    words.addAll(List.of(command));
    return output(directory, words.toArray(String[]::new));
  }

  /** How the container of a service is. */
  static String status(String service) {
    String label = "label=com.docker.compose.service=" + service;
    return docker("ps", "-a", "--filter", OURS, "--filter", label, "--format", "{{.Status}}");
  }

  /** The ids of everything that was made for the composition and is still there. */
  static String remains() {
    return docker("ps", "-aq", "--filter", OURS)
        + docker("network", "ls", "-q", "--filter", OURS)
        + docker("volume", "ls", "-q", "--filter", OURS);
  }

  static String docker(String... command) {
    List<String> words = new ArrayList<>(List.of("docker"));
    words.addAll(List.of(command));
    return output(DocumentRun.PROJECT, words.toArray(String[]::new));
  }

  private static String output(Path directory, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectErrorStream(true)
              .start();
      String output = new String(process.getInputStream().readAllBytes());
      assertEquals(0, process.waitFor(), output);
      return output;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    run("down", "-v");
  }
}
