package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

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
      exec.awaitLine("its user has no number in this user namespace");
      ProcessBuilder user = new ProcessBuilder("bash", "-c", client);
      assertEquals("hello\n", new String(user.start().getInputStream().readAllBytes()));
      exec.terminate();
      exec.awaitExit();
    }
  }
}
