package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What this program gets in its environment does not reach the user's command. */
@Timeout(180)
@DisabledOnOs(OS.WINDOWS)
class CleanEnvironmentTest {
  @TempDir Path directory;

  /** What kills a command is a child too, found on the search path like any other. */
  @Test
  void neitherDoesTheProgramThatKillsACommand() throws Exception {
    Path seen = directory.resolve("environment");
    Path shell = Files.createDirectory(directory.resolve("bin")).resolve("sh");
    Files.writeString(shell, "#!/bin/sh\nenv >'" + seen + "'\nexec /bin/sh \"$@\"\n");
    assertTrue(shell.toFile().setExecutable(true));
    ProcessBuilder child = ChildJvm.running(Overdue.class);
    child.environment().merge("PATH", "", (old, none) -> shell.getParent() + ":" + old);
    child.environment().putAll(Map.of("FWKNOP_KEY_BASE64", "verysecret", "HARMLESS", "kept"));
    Process process = child.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String environment = Files.readString(seen);
    assertFalse(environment.contains("verysecret"), environment);
    assertTrue(environment.contains("HARMLESS=kept"), environment);
  }

  /** Another program: its command takes too long. */
  static final class Overdue {
    private Overdue() {}

    public static void main(String[] none) throws Exception {
      InetAddress address = InetAddress.getByName("127.0.0.1");
      CommandKnocker knocker =
          new CommandKnocker(
              ExternalCommand.parse("sleep 300"),
              Duration.ofMillis(200),
              CommandKnocker.Output.NONE);
      try {
        knocker.knock(new KnockTarget("office", address, 22, 1));
        System.exit(1);
      } catch (ConnectFailedException expected) {
        System.out.println(expected.failure());
      }
    }
  }

  @Test
  void theCommandSeesNeitherKeysNorOptions() throws Exception {
    Path seen = directory.resolve("environment");
    ProcessBuilder child = ChildJvm.running(Knocking.class, seen.toString());
    child
        .environment()
        .putAll(
            Map.of(
                "FWKNOP_KEY_BASE64", "verysecret",
                "FWKNOP_HMAC_KEY_BASE64", "verysecret",
                "CREDENTIALS_DIRECTORY", "/verysecret",
                "FWKNOP_TUNNEL_OPT_VERBOSE", "verysecret",
                "HARMLESS", "kept"));
    Process process = child.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), output);
    String environment = Files.readString(seen);
    assertFalse(environment.contains("verysecret"), environment);
    assertTrue(environment.contains("HARMLESS=kept"), environment);
    assertTrue(environment.contains("FWKNOP_TUNNEL_REMOTE_HOST=office"), environment);
  }

  /** The program itself: knocks with a command that writes down its environment. */
  static final class Knocking {
    private Knocking() {}

    public static void main(String[] file) throws Exception {
      ExternalCommand command = ExternalCommand.parse("sh -c 'env >" + file[0] + "'");
      InetAddress address = InetAddress.getByName("127.0.0.1");
      new CommandKnocker(command, Duration.ofSeconds(30), CommandKnocker.Output.NONE)
          .knock(new KnockTarget("office", address, 22, 1));
    }
  }
}
