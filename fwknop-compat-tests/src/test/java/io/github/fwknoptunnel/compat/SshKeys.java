package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** A key pair that opens the firewall's sshd for its user {@code knocker}. */
final class SshKeys {
  private SshKeys() {}

  /** Makes {@code id} and {@code id.pub} in the directory. */
  static void authorize(FirewallContainer firewall, Path directory)
      throws IOException, InterruptedException {
    Process keygen =
        new ProcessBuilder(
                "ssh-keygen",
                "-q",
                "-t",
                "ed25519",
                "-N",
                "",
                "-f",
                directory.resolve("id").toString())
            .inheritIO()
            .start();
    assertEquals(0, keygen.waitFor());
    firewall.write(
        "/home/knocker/.ssh/authorized_keys", Files.readString(directory.resolve("id.pub")));
    firewall.run("chown", "knocker:", "/home/knocker/.ssh/authorized_keys");
  }

  /** Options that keep ssh away from the user's own files. */
  static List<String> options(Path directory) {
    return List.of(
        "-F",
        "none",
        "-o",
        "BatchMode=yes",
        "-o",
        "StrictHostKeyChecking=no",
        "-o",
        "LogLevel=ERROR",
        "-o",
        "UserKnownHostsFile=" + directory.resolve("known_hosts"),
        "-i",
        directory.resolve("id").toString());
  }
}
