package io.github.fwknoptunnel.cli.config.keys;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.error.CliException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A program that prints keys cannot hold this one up, however it behaves. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class KeyCommandTest {
  private static final Duration LONG = Duration.ofMinutes(5);
  private static final String KEYS =
      "echo KEY_BASE64: MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=;"
          + " echo HMAC_KEY_BASE64: QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVphYmNkZWY=";

  @TempDir Path directory;

  private static String failure(String command, Duration limit) {
    return assertThrows(CliException.class, () -> KeyCommand.run(command, limit)).problem().error();
  }

  @Test
  void aChildThatIsLeftRunningDoesNotHoldItUp() throws Exception {
    Path pid = directory.resolve("pid");
    KeyCommand.run("sh -c 'sleep 300 & echo $! >%s; %s'".formatted(pid, KEYS), LONG);
    ProcessHandle agent =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).orElseThrow();
    assertTrue(agent.isAlive(), "an agent that it starts is its own");
    agent.destroyForcibly();
  }

  @Test
  void afterItsLimitItIsKilledWithItsChildren() throws Exception {
    Path pid = directory.resolve("pid");
    String command = "sh -c 'sleep 300 & echo $! >%s; wait; true'".formatted(pid);
    assertEquals("--key-command did not end within 2 s", failure(command, Duration.ofSeconds(2)));
    long child = Long.parseLong(Files.readString(pid).strip());
    eventually(
        "its child's end",
        () -> ProcessHandle.of(child).stream().noneMatch(ProcessHandle::isAlive));
  }

  @Test
  void tooMuchOutputIsAnErrorAtOnce() {
    assertEquals(
        "--key-command prints more than 65536 bytes; a key file has fewer",
        failure("cat /dev/zero", LONG));
  }

  @Test
  void anInterruptEndsIt() {
    Thread.currentThread().interrupt();
    assertEquals("--key-command was interrupted", failure("sleep 300", LONG));
    assertTrue(Thread.interrupted());
  }
}
