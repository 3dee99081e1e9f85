package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.cli.process.Launcher.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whose start-up cache the packaged launcher uses: Java would run the code of anybody's. */
@Timeout(180)
class StartupCacheTest {
  private static final int SOMEBODY = 54321;

  @TempDir Path directory;
  private Path program;
  private Path cache;

  @BeforeEach
  void install() throws IOException {
    assumeTrue(Files.isReadable(Path.of("/proc/cpuinfo")), "the package is for Linux");
    program = Launcher.PROGRAM.install(directory, Launcher.fakeJava(directory, "25.0.1"));
    // Only the tests of training let it run.
    Launcher.script(lib("train"), "#!/bin/sh\n");
    cache = cache(directory.resolve("cache"));
  }

  @Test
  void aCacheOfTheUsersOwnIsUsed() throws Exception {
    assertEquals("-XX:AOTCache=" + aot(cache), used(Map.of()));
    assertEquals("-XX:AOTCache=" + aot(cache), used(Map.of("FWKNOP_TUNNEL_CACHE", cache + "/")));
  }

  @Test
  void aCacheOfAnotherProcessorIsNotUsed() throws Exception {
    Files.writeString(cpu(cache), "model name : another flags : none\n");
    assertEquals("none", used(Map.of()));
  }

  @Test
  void nothingThatOthersCanChangeIsUsed() throws Exception {
    for (Path changeable : List.of(cache, aot(cache), cpu(cache), directory)) {
      var before = Files.getPosixFilePermissions(changeable);
      for (String mode : List.of("rwxrwxr-x", "rwxr-xrwx")) {
        Files.setPosixFilePermissions(changeable, PosixFilePermissions.fromString(mode));
        assertEquals("none", used(Map.of()), changeable + " " + mode);
      }
      Files.setPosixFilePermissions(changeable, before);
    }
    assertEquals("-XX:AOTCache=" + aot(cache), used(Map.of()));
  }

  @Test
  void nothingThatBelongsToSomebodyElseIsUsed() throws Exception {
    assumeRoot();
    for (Path theirs : List.of(cache, aot(cache), cpu(cache), directory)) {
      Files.setAttribute(theirs, "unix:uid", SOMEBODY);
      assertEquals("none", used(Map.of()), theirs.toString());
      Files.setAttribute(theirs, "unix:uid", 0);
    }
    assertEquals("-XX:AOTCache=" + aot(cache), used(Map.of()));
  }

  @Test
  void noLinkIsFollowed() throws Exception {
    Path link = Files.createSymbolicLink(directory.resolve("link"), cache);
    assertEquals("none", used(Map.of("FWKNOP_TUNNEL_CACHE", link.toString())));
    assertEquals("none", used(Map.of("FWKNOP_TUNNEL_CACHE", link + "/")));
    Files.move(aot(cache), directory.resolve("moved"));
    Files.createSymbolicLink(aot(cache), directory.resolve("moved"));
    assertEquals("none", used(Map.of()));
  }

  @Test
  void theTrainingProgramGetsNoKeysNoDescriptorsAndIsNoChild() throws Exception {
    // Stands for Java below the real script.
    Path java = directory.resolve("java/bin/java");
    String record =
        "#!/bin/sh\ncase \"$*\" in *.training=true*) ;; *) sleep 3; exit ;; esac\n"
            + "{ env; echo fds; for fd in 3 4 5 6 7 8 9; do { true 2>&$fd; } 2>/dev/null &&"
            + " echo $fd; done; echo options \"$@\"; } >\""
            + directory
            + "/seen\"\n: >\"$(printf '%s\\n' \"$@\" | sed -n 's/-XX:AOTCacheOutput=//p')\"\n";
    Launcher.script(java, record);
    Launcher.PROGRAM.install(directory.resolve("second"), directory.resolve("java"));
    program = directory.resolve("second/PROGRAM/bin/fwknop-tunnel");
    Path made = directory.resolve("made");
    Run run =
        Launcher.run(
            program,
            environment(
                Map.of(
                    "FWKNOP_TUNNEL_CACHE", made.toString(),
                    "FWKNOP_KEY_BASE64", "c2VjcmV0",
                    "FWKNOP_TUNNEL_OPT_KEY_FILE", "secret",
                    "JAVA_TOOL_OPTIONS", "-Dsecret")),
            "exec 7<\"$P\" 9>/dev/null; \"$P\" & ps=$!; sleep 1; ps -o comm= --ppid $ps; wait",
            directory);
    assertEquals("sleep\n", run.out(), "a child that is not Java's own");
    await(cpu(made));
    String seen = Files.readString(directory.resolve("seen"));
    assertFalse(seen.contains("secret") || seen.contains("c2VjcmV0"), seen);
    assertTrue(seen.contains("\nfds\noptions "), seen);
    assertTrue(seen.contains("-XX:ErrorFile=/dev/null -XX:-CreateCoredumpOnCrash"), seen);
    assertEquals("rwx------", mode(made));
    assertEquals("rw-------", mode(aot(made)));
    assertEquals("rw-------", mode(cpu(made)));
  }

  @Test
  void trainingWritesNothingWhereOthersCouldChangeIt() throws Exception {
    Launcher.PROGRAM.install(directory.resolve("second"), directory.resolve("java"));
    Path train = directory.resolve("second/PROGRAM/lib/fwknop-tunnel/train");
    Files.delete(aot(cache));
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(aot(cache), victim);
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rwxrwxrwx"));
    Run run = Launcher.run(train, environment(Map.of()), "\"$P\" " + cache, directory);
    assertEquals(new Run(0, "", ""), run);
    assertEquals("precious", Files.readString(victim));
    try (Stream<Path> files = Files.list(cache)) {
      assertEquals(2, files.count());
    }
  }

  /** The option for the cache that Java gets, or none. */
  private String used(Map<String, String> more) throws Exception {
    Run run = Launcher.run(program, environment(more), "\"$P\" --version", directory);
    assertEquals(0, run.status(), run::toString);
    assertEquals("", run.err());
    return run.out()
        .lines()
        .filter(line -> line.startsWith("-XX:AOTCache="))
        .findFirst()
        .orElse("none");
  }

  private Map<String, String> environment(Map<String, String> more) {
    Map<String, String> environment = new HashMap<>();
    environment.put("FWKNOP_TUNNEL_CACHE", cache.toString());
    environment.putAll(more);
    return environment;
  }

  /** A directory with what the launcher takes for a cache of this processor. */
  private static Path cache(Path where) throws IOException {
    Path made = Files.createDirectory(where, attributes("rwx------"));
    Files.writeString(Files.createFile(aot(made), attributes("rw-------")), "a cache");
    List<String> lines = Files.readAllLines(Path.of("/proc/cpuinfo"));
    String processor = "";
    for (String line : lines) {
      if (line.startsWith("model name")) {
        processor = line.strip();
      } else if (line.startsWith("flags")) {
        processor += " " + line.strip();
        break;
      }
    }
    Files.writeString(Files.createFile(cpu(made), attributes("rw-------")), processor + "\n");
    return made;
  }

  private static FileAttribute<?> attributes(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static Path aot(Path where) {
    return where.resolve(Launcher.BUILD + ".aot");
  }

  private static Path cpu(Path where) {
    return where.resolve(Launcher.BUILD + ".cpu");
  }

  private Path lib(String name) {
    return program.resolveSibling("../lib/fwknop-tunnel").normalize().resolve(name);
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static void assumeRoot() {
    assumeTrue("root".equals(System.getProperty("user.name")), "only root can give files away");
  }

  private static void await(Path file) throws InterruptedException {
    for (int i = 0; i < 300 && !Files.exists(file); i++) {
      TimeUnit.MILLISECONDS.sleep(100);
    }
    assertTrue(Files.exists(file), file.toString());
  }
}
