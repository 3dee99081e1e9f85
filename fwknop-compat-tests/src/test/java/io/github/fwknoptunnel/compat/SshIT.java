package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The real ssh, through the tunnel, to the real sshd behind the closed port. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SshIT {
  private static final int COPIED = 64 << 20;

  private final FirewallContainer firewall;
  @TempDir Path directory;

  SshIT(ServerKind kind) {
    firewall = FirewallContainer.shared(kind);
  }

  @Test
  void sshRunsACommandAndCopies64MebibytesIntact() throws Exception {
    SshKeys.authorize(firewall, directory);
    try (TunnelProcess tunnel =
        TunnelProcess.start(
            "-remote-host",
            firewall.address(),
            "-remote-port",
            FirewallContainer.SSH,
            "--key-file",
            FirewallContainer.stanza(FirewallContainer.SSH).keyFile(directory))) {
      assertEquals("behind the gate\n", ssh(tunnel, null, "echo behind the gate"));
      Path file = randomFile();
      String remoteSum = ssh(tunnel, file, "tee copy | sha256sum").split(" ")[0];
      assertEquals(sha256(Files.readAllBytes(file)), remoteSum);
      Path back = directory.resolve("back");
      run(back, null, sshCommand(tunnel, "cat copy"));
      assertEquals(remoteSum, sha256(Files.readAllBytes(back)));
      assertEquals(1, tunnel.all("knock_sent").size(), tunnel::log);
    }
  }

  private Path randomFile() throws IOException {
    byte[] bytes = new byte[COPIED];
    new SplittableRandom(64).nextBytes(bytes);
    return Files.write(directory.resolve("random"), bytes);
  }

  private String ssh(TunnelProcess tunnel, Path input, String command) throws Exception {
    Path output = directory.resolve("output");
    run(output, input, sshCommand(tunnel, command));
    return Files.readString(output);
  }

  private List<String> sshCommand(TunnelProcess tunnel, String command) {
    List<String> words = new ArrayList<>(List.of("ssh"));
    words.addAll(SshKeys.options(directory));
    words.addAll(List.of("-p", "" + tunnel.port()));
    words.addAll(List.of("knocker@127.0.0.1", command));
    return words;
  }

  private static void run(Path output, Path input, List<String> command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectOutput(output.toFile());
    builder.redirectError(ProcessBuilder.Redirect.INHERIT);
    if (input != null) {
      builder.redirectInput(input.toFile());
    }
    Process process = builder.start();
    assertTrue(process.waitFor(120, TimeUnit.SECONDS), () -> "still running: " + command);
    assertEquals(0, process.exitValue(), command::toString);
  }

  private static String sha256(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
  }
}
