package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Socket units that are not written for a tunnel. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SocketUnitTest {
  private static final String HINT = "hint: pass one listening stream socket per tunnel";

  /** Runs the program as a service manager would, whose shell becomes it. */
  private static void assertRefused(String script, String error) throws Exception {
    ProcessBuilder builder =
        RunningProgram.builder(List.of(), "-remote-host", "127.0.0.1", "-remote-port", "22");
    builder.command().addAll(0, List.of("bash", "-c", script, "bash"));
    try (RunningProgram program = RunningProgram.start(builder)) {
      assertEquals(3, program.awaitExit(), () -> "" + program.seen());
      assertEquals(
          List.of("error: the inherited socket cannot be used: " + error, HINT), program.seen());
    }
  }

  /** Perl is in every Debian; a shell cannot bind without listening. */
  @Test
  void aSocketThatIsBoundAndDoesNotListenIsNoListeningSocket() throws Exception {
    assertRefused(
        "LISTEN_PID=$$ LISTEN_FDS=1 exec perl -MSocket -e 'socket(S, AF_INET, SOCK_STREAM, 0) or"
            + " die; bind(S, sockaddr_in(0, INADDR_LOOPBACK)) or die;"
            + " open(STDIN, \"<&S\") or die; exec @ARGV' \"$@\"",
        "the given socket does not listen");
  }

  /** Accept=yes hands a connection over. */
  @Test
  void aConnectionIsNoListeningSocket() throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertRefused(
          "LISTEN_PID=$$ LISTEN_FDS=1 exec \"$@\" 0<>/dev/tcp/127.0.0.1/" + server.getLocalPort(),
          "the passed descriptor is not a listening socket");
    }
  }
}
