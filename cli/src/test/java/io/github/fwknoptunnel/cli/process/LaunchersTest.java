package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.cli.process.Launcher.Run;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the launchers do before Java runs. */
@Timeout(120)
class LaunchersTest {
  private static final Path JAVA = Path.of(System.getProperty("java.home"));
  private static final String UNWRITABLE =
      """
      error: stdout cannot be written
      hint: it is closed, or its disk is full: redirect it to a file or a pipe
      """;

  @TempDir Path directory;

  @BeforeEach
  void onLinux() {
    assumeTrue(Files.isDirectory(Path.of("/proc/self/fd")), "the packages are for Linux");
  }

  /** Java's own files must not take the place of a descriptor. */
  @ParameterizedTest
  @EnumSource
  void keysNeverGoElsewhereIfADescriptorIsClosed(Launcher launcher) throws Exception {
    Path program = launcher.install(directory, JAVA);
    Run stdin = run(program, Map.of(), "\"$P\" keygen <&-");
    assertEquals(new Run(0, stdin.out(), ""), stdin);
    assertTrue(stdin.out().startsWith("KEY_BASE64: "), stdin.out());
    assertEquals(new Run(1, "", UNWRITABLE), run(program, Map.of(), "\"$P\" keygen >&-"));
    assertEquals(new Run(1, "", UNWRITABLE), run(program, Map.of(), "\"$P\" keygen <&- >&-"));
    Run stderr = run(program, Map.of(), "\"$P\" keygen 2>&-");
    assertEquals(new Run(0, stderr.out(), ""), stderr);
    assertEquals(2, run(program, Map.of(), "\"$P\" --none 2>&-").status());
    assertEquals(1, run(program, Map.of(), "\"$P\" keygen <&- >&- 2>&-").status());
  }

  @ParameterizedTest
  @EnumSource
  void connectSendsNothingIfStdinIsClosedAndFailsWithoutStdout(Launcher launcher) throws Exception {
    Path program = launcher.install(directory, JAVA);
    for (Map.Entry<String, Integer> closed : Map.of("<&-", 0, ">&-", 1).entrySet()) {
      try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        CompletableFuture<Integer> received = CompletableFuture.supplyAsync(() -> serve(server));
        String port = " " + server.getLocalPort();
        Run run =
            run(
                program,
                Map.of(),
                "\"$P\" connect 127.0.0.1" + port + " --no-rc-file " + closed.getKey());
        assertEquals(closed.getValue() == 0, run.status() == 0, run::toString);
        assertEquals(0, received.get());
      }
    }
  }

  private static int serve(ServerSocket server) {
    try (Socket client = server.accept()) {
      client.getOutputStream().write("secret".getBytes());
      client.shutdownOutput();
      return client.getInputStream().readAllBytes().length;
    } catch (java.io.IOException e) {
      return 0;
    }
  }

  @ParameterizedTest
  @EnumSource
  void nothingIsLostInALocaleWithoutLetters(Launcher launcher) throws Exception {
    // An operand, the child's environment, a relative file, the program's own and the home's names.
    Path here = Files.createDirectory(Path.of(directory + "/j\u00f6rg"));
    Path program = launcher.install(here, JAVA);
    String exec = " exec -remote-host 127.0.0.1 -remote-port 9 --no-rc-file -- sh -c ";
    String line = "\"$P\"" + exec + "'printf \"%s|\" \"$0\" \"${LC_ALL-none}\"' gr\u00f6\u00dfe";
    assertEquals(
        new Run(0, "gr\u00f6\u00dfe|none|", ""), withoutNotes(run(program, Map.of(), line)));
    Map<String, String> c = Map.of("LC_ALL", "C", "HOME", here.toString());
    assertEquals(new Run(0, "gr\u00f6\u00dfe|C|", ""), withoutNotes(run(program, c, line)));
    Run keygen = Launcher.run(program, all(c), "\"$P\" keygen -K k\u00f6y", here);
    assertEquals(0, keygen.status(), keygen::toString);
    assertTrue(Files.exists(here.resolve("k\u00f6y")), keygen::toString);
    String knock = " knock -T -D 127.0.0.1 -A tcp/22 -a 192.0.2.9 --key-file k\u00f6y";
    Run packet = Launcher.run(program, all(c), "\"$P\"" + knock, here);
    assertEquals(new Run(0, packet.out(), ""), packet);
  }

  private static Run withoutNotes(Run run) {
    return new Run(run.status(), run.out(), run.status() == 0 ? "" : run.err());
  }

  @ParameterizedTest
  @EnumSource
  void theyStartWithoutAHome(Launcher launcher) throws Exception {
    Path program = launcher.install(directory, JAVA);
    Run run = run(program, Map.of(), "unset HOME; \"$P\" --version");
    assertEquals(new Run(0, "fwknop-tunnel development\n", ""), run);
  }

  @Test
  void allGiveJavaTheSameOptions() throws Exception {
    List<String> expected =
        List.of(Files.readString(Path.of("packaging/jvm-options")).strip().split(" "));
    // What keeps the JVM's own messages out of the output, and its files out of /tmp.
    assertTrue(
        expected.containsAll(List.of("-XX:-UsePerfData", "-Xlog:disable", "-XX:-DisplayVMOutput")),
        expected::toString);
    Path java = Launcher.fakeJava(directory, "25.0.1");
    for (Launcher launcher : Launcher.values()) {
      Path program = launcher.install(directory, java);
      Run run = run(program, Map.of("JAVA_HOME", java.toString()), "\"$P\" x 'a  b'");
      List<String> given = run.out().lines().toList();
      assertEquals(expected, given.subList(0, expected.size()), launcher.name());
      assertEquals(List.of("x", "a  b"), given.subList(given.size() - 2, given.size()));
      assertTrue(given.contains("-Dfwknop-tunnel.launcher=" + program), run.out());
      assertTrue(given.contains("-Dfwknop-tunnel.lc-all="), run.out());
    }
  }

  @ParameterizedTest
  @EnumSource
  void theSocketOfAServiceManagerBecomesStdin(Launcher launcher) throws Exception {
    Path java = Launcher.fakeJava(directory, "25.0.1");
    Path program = launcher.install(directory, java);
    Files.writeString(directory.resolve("socket"), "from the socket");
    String line = "LISTEN_FDS=1 LISTEN_PID=$$; export LISTEN_FDS LISTEN_PID; exec \"$P\" 3<socket";
    Run run = run(program, Map.of("JAVA_HOME", java.toString()), line);
    assertTrue(run.out().endsWith("\nfrom the socket"), run::toString);
  }

  @Test
  void thePathOfALauncherIsAbsoluteHoweverItIsCalled() throws Exception {
    Path java = Launcher.fakeJava(directory, "25.0.1");
    Path program = Launcher.PROGRAM.install(directory, java);
    for (String line : List.of("./PROGRAM/bin/fwknop-tunnel", "PROGRAM/bin/fwknop-tunnel")) {
      Run run = run(program, Map.of(), line);
      assertTrue(run.out().contains("-Dfwknop-tunnel.launcher=" + program + "\n"), run::toString);
    }
  }

  @Test
  void anOldJavaOrNoneIsOneClearError() throws Exception {
    Path java = Launcher.fakeJava(directory, "17.0.9");
    Path program = Launcher.JAR.install(directory, java);
    Run old = run(program, Map.of("JAVA_HOME", java.toString()), "\"$P\" --version");
    assertEquals(1, old.status());
    assertEquals(
        "error: Java 25 or newer is required, and " + java + "/bin/java has version 17",
        old.err().lines().findFirst().orElseThrow());
    Run none = run(program, Map.of("JAVA_HOME", "/none"), "\"$P\" --version");
    assertEquals("error: there is no /none/bin/java", none.err().lines().findFirst().orElseThrow());
    assertEquals(1, none.status());
  }

  /** Maven says nothing for minutes, and colours what it says. */
  @Test
  void aBuildTellsThatItGoesOnAndSendsNoColours() throws Exception {
    Path java = Launcher.fakeJava(directory, "25.0.1");
    Path program = Launcher.CHECKOUT.install(directory, java);
    Files.delete(program.resolveSibling("cli/target/fwknop-tunnel.jar"));
    Path err = directory.resolve("err");
    Launcher.script(
        directory.resolve("bin/mvn"),
        """
        #!/bin/sh
        printf '\\033[1mcompiling\\033[0m\\n'
        for i in $(seq 600); do
          grep -q '^still building' %s && exit 0
          sleep 0.1
        done
        exit 1
        """
            .formatted(err));
    Map<String, String> home = Map.of("JAVA_HOME", java.toString());
    String line = "PATH=%s:$PATH \"$P\" x 2>%s".formatted(directory.resolve("bin"), err);
    Run run = run(program, home, line);
    assertEquals(0, run.status(), () -> run + read(err));
    List<String> lines =
        read(err).lines().map(text -> text.replaceAll("[0-9]+", "N")).sorted().toList();
    assertEquals(
        List.of("building fwknop-tunnel …", "compiling", "still building after N s …"), lines);
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      return "" + e;
    }
  }

  private Run run(Path program, Map<String, String> environment, String line) throws Exception {
    return Launcher.run(program, all(environment), line, directory);
  }

  /** No start-up cache, and a home of its own. */
  private Map<String, String> all(Map<String, String> environment) {
    Map<String, String> all = new HashMap<>();
    all.put("FWKNOP_TUNNEL_CACHE", "none");
    all.put("HOME", directory.toString());
    all.put("JAVA_HOME", JAVA.toString());
    all.putAll(environment);
    return all;
  }
}
