package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A gpg that waits for its lock or its agent holds up no end, and does not outlive the program. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class HungGpgTest {
  /** Makes what looks like a message; once there is a file named "hang", it never ends. */
  private static final String GPG =
      """
      #!/bin/sh
      cat >/dev/null
      if [ -e %1$s/hang ]; then echo $$ >%1$s/draft; mv %1$s/draft %1$s/pid; exec sleep 600; fi
      echo "[GNUPG:] SIG_CREATED S 22 8 00 1700000000 0" >&2
      printf '\\205\\001'; head -c 500 /dev/zero
      """;

  @TempDir Path directory;

  @AfterEach
  void killWhatIsLeft() throws IOException {
    if (Files.exists(directory.resolve("pid"))) {
      ProcessHandle.of(pid()).ifPresent(ProcessHandle::destroyForcibly);
    }
  }

  private RunningProgram start(String... words) throws IOException {
    Path gpg = Files.writeString(directory.resolve("gpg"), GPG.formatted(directory));
    Files.setPosixFilePermissions(gpg, PosixFilePermissions.fromString("rwx------"));
    Path keys = Files.writeString(directory.resolve("keys"), "HMAC_KEY: battery-staple-hmac\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    List<String> line = new ArrayList<>(List.of(words));
    line.addAll(List.of("--no-rc-file", "--key-file", keys.toString()));
    line.addAll(List.of("--gpg-exe", gpg.toString(), "--gpg-recipient-key", "server"));
    return RunningProgram.start(line.toArray(String[]::new));
  }

  private void hang() throws IOException {
    Files.createFile(directory.resolve("hang"));
  }

  private long pid() throws IOException {
    return Long.parseLong(Files.readString(directory.resolve("pid")).strip());
  }

  private void awaitHang() throws Exception {
    eventually("a gpg that hangs", () -> Files.exists(directory.resolve("pid")));
  }

  private void awaitEndOfGpg() throws Exception {
    long pid = pid();
    eventually("the end of gpg", () -> ProcessHandle.of(pid).isEmpty());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "knock -D 127.0.0.1 -A tcp/22",
        "connect 127.0.0.1 22",
        "-local-port 0 -remote-host 127.0.0.1 -remote-port 22",
      })
  void aSignalEndsTheProgramAndGpg(String line) throws Exception {
    hang();
    try (RunningProgram program = start(line.split(" ", -1))) {
      awaitHang();
      program.terminate();
      assertEquals(143, program.awaitExit());
      awaitEndOfGpg();
    }
  }

  @Test
  void aTunnelThatStopsDuringAKnockEndsGpgToo() throws Exception {
    String line = "-local-port 0 -remote-host 127.0.0.1 -remote-port 22 --drain-timeout 100ms";
    try (RunningProgram tunnel = start(line.split(" ", -1))) {
      int port = tunnel.port();
      hang();
      try (Socket _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
        awaitHang();
        tunnel.terminate();
        assertEquals(1, tunnel.awaitExit());
      }
      awaitEndOfGpg();
    }
  }

  @Test
  void aReloadThatHangsDoesNotHoldUpAStop() throws Exception {
    String[] words = {"-local-port", "0", "-remote-host", "127.0.0.1", "-remote-port", "22"};
    try (RunningProgram tunnel = start(words)) {
      tunnel.port();
      hang();
      tunnel.signal("HUP");
      awaitHang();
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit());
      awaitEndOfGpg();
    }
  }
}
