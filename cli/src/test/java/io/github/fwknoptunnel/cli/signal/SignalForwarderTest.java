package io.github.fwknoptunnel.cli.signal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** That signals arrive at all: {@code ExecProcessTest}. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SignalForwarderTest {
  private static final int USR1 = 138;

  private static int shell(String... words) throws Exception {
    return new ProcessBuilder(words).start().waitFor();
  }

  /** The number of a command that has ended may belong to another process by then. */
  @Test
  void onlyAChildOfTheSenderGetsASignal() throws Exception {
    Process process = new ProcessBuilder("sleep", "60").start();
    try {
      String byAnother = SignalForwarder.script("TERM", process.pid());
      // The second command keeps the shell from replacing itself, so the sender is the shell.
      assertNotEquals(0, shell("sh", "-c", "sh -c \"$0\"; status=$?; exit $status", byAnother));
      assertEquals(0, shell("sh", "-c", SignalForwarder.script("USR1", process.pid())));
      // It would be that of the first signal.
      assertEquals(USR1, process.waitFor());
    } finally {
      process.destroyForcibly();
    }
  }
}
