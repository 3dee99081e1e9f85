package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A machine without IPv6, and what asks for it. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class NoIpv6ProcessTest {
  private static final List<String> NO_IPV6 = List.of("-Djava.net.preferIPv4Stack=true");

  @TempDir Path directory;

  private static RunningProgram withoutIpv6(String... words) throws IOException {
    return RunningProgram.start(RunningProgram.builder(NO_IPV6, words));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-bind-address ::1 -local-port 0 -remote-host 127.0.0.1 -remote-port 22",
        "-bind-address :: -local-port 0 -remote-host 127.0.0.1 -remote-port 22",
        "-L *:0:127.0.0.1:22",
        "--socks [::1]:0 --route *=direct"
      })
  void withoutIpv6AListenerOfIpv6IsRefusedInASentence(String words) throws Exception {
    try (RunningProgram program = withoutIpv6(words.split(" "))) {
      assertEquals(6, program.awaitExit(), () -> "" + program.seen());
      assertTrue(program.seen().getFirst().contains("no IPv6"), () -> "" + program.seen());
    }
  }

  @Test
  void withoutIpv6AReloadSurvivesAListenerOfIpv6() throws Exception {
    Path options = directory.resolve("tunnels");
    String one = "[a]\n-remote-host 127.0.0.1 -remote-port 22 -local-port 0\n";
    Files.writeString(options, one);
    try (RunningProgram program = withoutIpv6("@" + options)) {
      program.port();
      Files.writeString(options, one + one.replace("[a]", "[b]") + "-bind-address ::1\n");
      program.signal("HUP");
      program.awaitLine("[b] not started");
      Files.writeString(options, one + one.replace("[a]", "[c]"));
      program.signal("HUP");
      program.awaitLine("[c] listening on");
    }
  }

  @Test
  void withoutIpv6KnockWaitSaysSo() throws Exception {
    try (RunningProgram knock =
        withoutIpv6(
            "knock",
            "-6",
            "--wait=2",
            "-D",
            "::1",
            "-A",
            "tcp/22",
            "--key-file",
            "" + KeyFiles.write(directory))) {
      assertEquals(4, knock.awaitExit(), () -> "" + knock.seen());
      assertTrue(knock.seen().getFirst().contains("this machine has no IPv6"));
    }
  }

  @Test
  void withoutIpv6ConnectTriesTheNextHost() throws Exception {
    Greeter target = new Greeter("hello");
    try (RunningProgram connect = withoutIpv6("connect", "::1,127.0.0.1", "" + target.port())) {
      assertEquals(0, connect.awaitExit(), () -> "" + connect.seen());
      assertEquals("hello", connect.out().strip());
    } finally {
      target.close();
    }
  }
}
