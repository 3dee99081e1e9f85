package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.images.builder.ImageFromDockerfile;
import org.testcontainers.utility.MountableFile;

/**
 * The libraries' unit tests on Java 21, for which they are compiled: the build itself runs them on
 * a later one.
 */
@RequiresEngine
@Timeout(value = 1200, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class Java21IT {
  private static final String JARS = "/tests/jars/";
  private static final String RELAY = "io.github.fwknoptunnel.tunnel.relay";

  /** As in the poms, but for what only later releases know. */
  private static final List<String> JVM_OPTIONS =
      List.of(
          "-XX:TieredStopAtLevel=1",
          "-XX:+UseSerialGC",
          "-XshowSettings:properties",
          "-XX:+EnableDynamicAgentLoading",
          "-Dslf4j.internal.verbosity=ERROR",
          "-Djazzer.hooks=false");

  /** Some test classes that run in a container of their own: most of their time they wait. */
  private enum Part {
    TUNNEL(List.of("tunnel", "spa"), "--exclude-package=" + RELAY),
    TUNNEL_RELAY(List.of("tunnel", "spa"), "--include-package=" + RELAY),
    SPA(List.of("spa"), "--exclude-package=" + RELAY);

    private final List<String> modules;
    private final String selection;

    Part(List<String> modules, String selection) {
      this.modules = modules;
      this.selection = selection;
    }

    /** The module whose tests these are. */
    String module() {
      return modules.getFirst();
    }
  }

  @Test
  void theUnitTestsOfTheLibrariesPassOnJava21() throws Exception {
    Map<String, Integer> successful = new HashMap<>();
    try (ExecutorService two = Executors.newFixedThreadPool(2)) {
      Map<Part, Future<Integer>> runs = new EnumMap<>(Part.class);
      for (Part part : Part.values()) {
        runs.put(part, two.submit(() -> run(part)));
      }
      for (Map.Entry<Part, Future<Integer>> run : runs.entrySet()) {
        successful.merge(run.getKey().module(), run.getValue().get(), Integer::sum);
      }
    }
    System.out.println("tests passed on Java 21: " + successful);
    for (String module : List.of("spa", "tunnel")) {
      long classes = testClasses(module);
      assertTrue(classes > 0 && successful.get(module) >= classes, "" + successful);
    }
  }

  /** Gives the number of tests that passed; there must be no others. */
  private static int run(Part part) throws IOException, InterruptedException {
    try (GenericContainer<?> machine = machine(part.modules)) {
      ExecResult result = machine.execInContainer(command(part).toArray(String[]::new));
      String output = result.getStdout() + result.getStderr();
      assertTrue(output.contains("java.specification.version = 21\n"), output);
      assertEquals(0, result.getExitCode(), output);
      assertEquals(0, count(output, "containers failed"), output);
      assertEquals(0, count(output, "tests failed"), output);
      int passed = count(output, "tests successful");
      assertTrue(passed > 0, output);
      return passed;
    }
  }

  private static GenericContainer<?> machine(List<String> modules) {
    GenericContainer<?> machine =
        new GenericContainer<>(
                new ImageFromDockerfile("fwknop-tunnel-java21:test", false)
                    .withFileFromPath(".", Path.of("src/test/docker/java21")))
            .withCreateContainerCmdModifier(command ->
                command.getHostConfig().withSysctls(Map.of("net.ipv6.conf.all.disable_ipv6", "0")))
            .withWorkingDirectory("/tests/" + modules.getFirst())
            .withCopyFileToContainer(
                MountableFile.forHostPath(Path.of("..", modules.getFirst(), "pom.xml")),
                inside(modules.getFirst(), "pom.xml"))
            .withCommand("sleep", "infinity");
    for (Path jar : jars()) {
      machine.withCopyFileToContainer(MountableFile.forHostPath(jar), JARS + jar.getFileName());
    }
    for (String module : modules) {
      machine
          .withCopyFileToContainer(
              MountableFile.forHostPath(classes(module)), inside(module, "classes"))
          .withCopyFileToContainer(
              MountableFile.forHostPath(tests(module)), inside(module, "test-classes"));
    }
    machine.start();
    return machine;
  }

  /** The libraries' and JUnit's, which are on the class path of this module too. */
  private static List<Path> jars() {
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(path -> path.toString().endsWith(".jar"))
        .filter(path -> !path.getFileName().toString().startsWith("fwknop-tunnel"))
        .toList();
  }

  private static Path classes(String module) {
    return Path.of("..", module, "target/classes");
  }

  private static Path tests(String module) {
    return Path.of("..", module, "target/test-classes");
  }

  private static String inside(String module, String directory) {
    return "/tests/" + module + "/" + directory;
  }

  private static List<String> command(Part part) {
    String tests = inside(part.module(), "test-classes");
    // The tests of tunnel use what those of spa share.
    String classes =
        part.modules.stream()
            .map(name -> inside(name, "classes") + ":" + inside(name, "test-classes"))
            .collect(Collectors.joining(":"));
    List<String> command = new ArrayList<>(List.of("java"));
    command.addAll(JVM_OPTIONS);
    command.addAll(List.of("-cp", tests + ":" + classes + ":" + JARS + "*"));
    command.addAll(
        List.of(
            "org.junit.platform.console.ConsoleLauncher",
            "execute",
            "--config=junit.jupiter.displayname.generator.default="
                + "io.github.fwknoptunnel.spa.testing.SentenceNames",
            "--disable-banner",
            "--disable-ansi-colors",
            "--details=summary",
            "--scan-classpath=" + tests,
            "--include-classname=.*Test",
            // Two are about the kernel's ports and keep two processors busy for a minute; the other
            // reads the build's own folders.
            "--exclude-classname=.*\\.(HostileClientsTest|ChurnTest|ExportedTypesTest)",
            // The gpg of this image refuses an option that the test writes into gpg.conf.
            "--exclude-methodname=.*GpgTest#theUsersOwnSettingsDoNotSpoilThePacket.*",
            part.selection));
    return command;
  }

  /** The number before these words in the console's summary. */
  private static int count(String output, String words) {
    Matcher line = Pattern.compile("\\[ *(\\d+) " + words + " *]").matcher(output);
    assertTrue(line.find(), output);
    return Integer.parseInt(line.group(1));
  }

  private static long testClasses(String module) throws IOException {
    try (Stream<Path> files = Files.walk(tests(module))) {
      return files.filter(file -> file.getFileName().toString().endsWith("Test.class")).count();
    }
  }
}
