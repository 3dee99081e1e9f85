package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A start-up cache that cannot be used changes neither results nor messages. */
@Timeout(900)
class CacheIT {
  @TempDir static Path directory;
  private static Path program;
  private static Path keys;
  private static Path good;

  /** What can stand where the cache should. */
  enum State {
    GOOD,
    MISSING,
    EMPTY,
    TRUNCATED,
    TEXT,
    OF_ANOTHER_JAVA,
    OF_ANOTHER_PROCESSOR
  }

  @BeforeAll
  static void unpackAndTrain() throws Exception {
    Path home = Packages.unpack(Files.createDirectory(directory.resolve("program")));
    program = home.resolve("bin/fwknop-tunnel");
    keys = FirewallContainer.stanza(7001).keyFile(directory);
    good = directory.resolve("good");
    Path train = home.resolve("lib/fwknop-tunnel/train");
    assertEquals("", run(List.of(train.toString(), good.toString()), good));
  }

  @ParameterizedTest
  @EnumSource
  void resultsAreTheSameWithEveryCache(State state) throws Exception {
    Path cache = prepare(state);
    String packet = run(knock(), cache);
    assertPacket(packet);
    String json = run(line("inspect", "--json", "--no-rc-file", packet.strip()), cache);
    assertTrue(json.matches("(?s)\\{.*\"message_type\".*}\n"), json);
    if (state == State.MISSING || state == State.OF_ANOTHER_PROCESSOR) {
      Knocks.await("a new cache", () -> isMade(cache));
    }
  }

  private static void assertPacket(String packet) {
    assertTrue(packet.matches("[A-Za-z0-9+/]{200,}\n"), packet);
  }

  private static boolean isMade(Path cache) {
    try {
      return Files.exists(cache.resolve(name(".cpu")))
          && Files.mismatch(cache.resolve(name(".cpu")), good.resolve(name(".cpu"))) < 0
          && names(cache).noneMatch(file -> file.endsWith(".lock"));
    } catch (IOException e) {
      return false;
    }
  }

  /** A directory with a cache in that state, for this processor but in one case. */
  private static Path prepare(State state) throws Exception {
    Path made = Files.createDirectory(directory.resolve(state.name()));
    Path cache = made.resolve(name(".aot"));
    Files.copy(good.resolve(name(".cpu")), made.resolve(name(".cpu")));
    byte[] bytes = Files.readAllBytes(good.resolve(name(".aot")));
    switch (state) {
      case GOOD -> Files.write(cache, bytes);
      case MISSING -> Files.delete(made.resolve(name(".cpu")));
      case EMPTY -> Files.write(cache, new byte[0]);
      case TRUNCATED -> Files.write(cache, Arrays.copyOf(bytes, bytes.length / 2));
      case TEXT -> Files.writeString(cache, "no cache\n");
      case OF_ANOTHER_JAVA -> trainWithThisJava(cache);
      case OF_ANOTHER_PROCESSOR -> {
        Files.write(cache, bytes);
        Files.writeString(made.resolve(name(".cpu")), "model name : other flags : none\n");
      }
    }
    return made;
  }

  /** The JVM of the tests is not the one in the package. */
  private static void trainWithThisJava(Path cache) throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin/java").toString();
    Path jar = program.resolveSibling("../lib/fwknop-tunnel/fwknop-tunnel.jar").normalize();
    new ProcessBuilder(java, "-XX:AOTCacheOutput=" + cache, "-jar", "" + jar, "--version")
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    assertTrue(Files.size(cache) > 0);
  }

  private static List<String> line(String command, String... words) {
    List<String> line = new ArrayList<>(List.of(program.toString(), command));
    line.addAll(List.of("--key-file", keys.toString()));
    line.addAll(List.of(words));
    return line;
  }

  private static List<String> knock() {
    return line("knock", "--test", "--no-rc-file", "-D", "127.0.0.1", "-A", "tcp/22");
  }

  /** Runs it to its end and gives its stdout; there must be nothing on stderr. */
  private static String run(List<String> line, Path cache) throws Exception {
    Path err = Files.createTempFile(directory, "stderr", "");
    Process process = builder(line, cache).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertEquals(0, process.waitFor());
    assertEquals("", Files.readString(err));
    return out;
  }

  private static ProcessBuilder builder(List<String> line, Path cache) {
    ProcessBuilder builder = new ProcessBuilder(line).directory(directory.toFile());
    builder.environment().put("FWKNOP_TUNNEL_CACHE", cache.toString());
    return builder;
  }

  /** The name that the program gives to the file with this ending. */
  private static String name(String ending) throws IOException {
    return names(good).filter(file -> file.endsWith(ending)).findFirst().orElseThrow();
  }

  private static Stream<String> names(Path where) throws IOException {
    try (Stream<Path> files = Files.list(where)) {
      return files.map(file -> file.getFileName().toString()).toList().stream();
    }
  }
}
