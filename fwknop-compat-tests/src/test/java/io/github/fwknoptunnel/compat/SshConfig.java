package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A configuration of ssh in which the host {@code gate} is reached by {@code connect} alone, for
 * ssh and all that run it.
 */
record SshConfig(Path directory) {
  /** Options behind host and port, and whether ssh is to be given the socket. */
  static SshConfig write(Path directory, FirewallContainer firewall, boolean fdpass, String options)
      throws IOException {
    Path proxy = directory.resolve("proxy");
    String line = String.join(" ", ProgramCommand.of(List.of("connect")));
    Files.writeString(proxy, "#!/bin/sh\nexec " + line + " \"$@\"\n");
    assertTrue(proxy.toFile().setExecutable(true));
    String text =
        """
        Host gate
          HostName %s
          User knocker
          IdentityFile %2$s/id
          UserKnownHostsFile %2$s/known_hosts
          StrictHostKeyChecking no
          BatchMode yes
          LogLevel ERROR
          ControlPath %2$s/control
          ProxyCommand %2$s/proxy %%h %%p %3$s
          ProxyUseFdpass %4$s
        """
            .formatted(
                firewall.address(),
                directory,
                fdpass ? options + " --fdpass" : options,
                fdpass ? "yes" : "no");
    Files.writeString(directory.resolve("config"), text);
    return new SshConfig(directory);
  }

  /** The command line of ssh with this configuration. */
  String ssh() {
    return "ssh -F " + directory.resolve("config");
  }

  /** Runs a line of shell in the directory, and gives its stdout; its stderr must stay empty. */
  String run(String line) throws Exception {
    assertEquals(0, status(line), () -> line + ": " + read("err"));
    assertEquals("", read("err"), line);
    return read("out");
  }

  /** Runs a line of shell to its end; {@code out} and {@code err} are its streams. */
  int status(String line) throws Exception {
    ProcessBuilder builder = new ProcessBuilder("bash", "-euo", "pipefail", "-c", line);
    builder.directory(directory.toFile());
    builder.environment().put("GIT_SSH_COMMAND", ssh());
    builder.environment().put("GIT_CONFIG_GLOBAL", "/dev/null");
    builder.redirectOutput(directory.resolve("out").toFile());
    builder.redirectError(directory.resolve("err").toFile());
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "still running: " + line);
    return process.exitValue();
  }

  String read(String name) {
    try {
      return Files.readString(directory.resolve(name));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
