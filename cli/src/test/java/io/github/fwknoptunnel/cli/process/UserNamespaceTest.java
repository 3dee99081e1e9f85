package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** In a user namespace the kernel shows one number for all users outside it. */
@Timeout(120)
class UserNamespaceTest {
  private static final Pattern PORT = Pattern.compile("PORT (\\d+)");

  @BeforeAll
  static void asRoot() throws Exception {
    SecondUser.require();
    if (!canMakeNamespaces()) {
      System.err.println("SKIPPED: this system lets nobody make user namespaces");
      abort("unshare --user fails");
    }
  }

  /** Not in a container or a changed root, for example. */
  private static boolean canMakeNamespaces() throws Exception {
    return new ProcessBuilder("unshare", "--user", "true").start().waitFor() == 0;
  }

  private static RunningProgram exec(EchoServer echo, List<String> namespace, String... options)
      throws IOException {
    ProcessBuilder line =
        RunningProgram.builder(
            List.of(), "exec", "-remote-host", "127.0.0.1", "-remote-port", echo.port());
    line.command().addAll(0, namespace);
    line.command().addAll(List.of(options));
    line.command().addAll(List.of("--", "sh", "-c", "echo PORT {port} >&2; sleep 20"));
    return RunningProgram.start(line);
  }

  @Test
  void aUserWhoHasNoNumberThereIsNotAllowed() throws Exception {
    List<String> unmapped = List.of("unshare", "--user");
    try (EchoServer echo = new EchoServer();
        RunningProgram own = exec(echo, unmapped);
        RunningProgram named = exec(echo, unmapped, "--allow-user", "65534")) {
      for (RunningProgram exec : List.of(own, named)) {
        exec.awaitLine("error: user 65534 stands for all users outside this user namespace");
        exec.awaitLine("hint: map the user into the namespace");
        assertEquals(3, exec.awaitExit());
      }
    }
  }

  @Test
  void aStrangerIsRefusedWhereTheUserIsMapped() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram exec = exec(echo, List.of("unshare", "--user", "--map-root-user"))) {
      String port = exec.awaitLine(PORT).group(1);
      String client = "exec 3<>/dev/tcp/127.0.0.1/" + port + "; echo hello >&3; head -n 1 <&3";
      ProcessBuilder stranger =
          SecondUser.running(new ProcessBuilder("bash", "-c", client)).redirectErrorStream(true);
      String answer = new String(stranger.start().getInputStream().readAllBytes());
      assertTrue(!answer.contains("hello"), answer);
      exec.awaitLine("its user is not mapped into this user namespace");
      ProcessBuilder user = new ProcessBuilder("bash", "-c", client);
      assertEquals("hello\n", new String(user.start().getInputStream().readAllBytes()));
      exec.terminate();
      exec.awaitExit();
    }
  }

  @Test
  void aFileOfAUserWithoutANumberThereIsNotTakenForAnotherUsers(@TempDir Path directory)
      throws Exception {
    Path keys =
        Files.writeString(
            directory.resolve("keys"),
            "KEY: correct-horse-battery-staple\nHMAC_KEY: correct-battery-horse-staple\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    Path rc = Files.writeString(directory.resolve("rc"), "[default]\nSPA_SERVER 127.0.0.1\n");
    Files.setPosixFilePermissions(rc, PosixFilePermissions.fromString("rw-r--r--"));
    Files.setAttribute(rc, "unix:uid", 61234);
    String[] words = {"knock", "-T", "-A", "tcp/22", "--rc-file", "" + rc, "--key-file", "" + keys};
    try (RunningProgram knock = RunningProgram.start(words)) {
      assertEquals(0, knock.awaitExit());
      String warning = "warning: " + rc + " belongs to user 61234, who can change it";
      assertEquals(List.of(warning), knock.seen());
    }
    ProcessBuilder inside = RunningProgram.builder(List.of(), words);
    inside.command().addAll(0, List.of("unshare", "--user", "--map-root-user"));
    try (RunningProgram knock = RunningProgram.start(inside)) {
      assertEquals(0, knock.awaitExit());
      assertEquals(List.of(), knock.seen());
    }
  }
}
