package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What ssh runs in another directory, and perhaps with another PATH. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class SshConfigProcessTest {
  private static final String LAUNCHER = "/opt/x/bin/fwknop-tunnel";

  @TempDir Path directory;

  /** The command that {@code ssh-config} prints in {@link #directory}. */
  private String proxyCommand(String path, String... options) throws Exception {
    List<String> jvm = List.of("-Dfwknop-tunnel.launcher=" + LAUNCHER);
    ProcessBuilder builder = RunningProgram.builder(jvm, "ssh-config", "box", "--no-rc-file");
    builder.command().addAll(List.of(options));
    builder.directory(directory.toFile()).environment().put("PATH", path);
    try (RunningProgram program = RunningProgram.start(builder)) {
      assertEquals(0, program.awaitExit(), () -> "" + program.seen());
      return program.out().lines().toList().getLast().strip();
    }
  }

  private Path here() throws IOException {
    return directory.toRealPath();
  }

  @Test
  void aCommandOfThisDirectoryIsFoundFromAnyOther() throws Exception {
    String run = "ProxyCommand " + LAUNCHER + " connect ";
    assertEquals(
        run + "--cmd " + here() + "/knock.sh --no-rc-file '%h' %p",
        proxyCommand("/none", "-cmd", "./knock.sh"));
    assertEquals(
        run + "--no-rc-file --key-command '" + here() + "/k a' '%h' %p",
        proxyCommand("/none", "--key-command", "./k a"));
  }

  @Test
  void theLauncherIsNamedByItsPathUnlessItIsOnThePath() throws Exception {
    String elsewhere = proxyCommand("/none", "-cmd", "true");
    assertTrue(elsewhere.startsWith("ProxyCommand " + LAUNCHER + " connect "), elsewhere);
    Launcher.script(directory.resolve("fwknop-tunnel"), "#!/bin/sh\n");
    String known = proxyCommand(directory.toString(), "-cmd", "true");
    assertTrue(known.startsWith("ProxyCommand fwknop-tunnel connect "), known);
  }
}
