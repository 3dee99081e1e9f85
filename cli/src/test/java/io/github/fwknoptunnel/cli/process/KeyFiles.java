package io.github.fwknoptunnel.cli.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** A key file for tests in which no server reads the packet. */
final class KeyFiles {
  private KeyFiles() {}

  static Path write(Path directory) throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, "KEY: correct-horse\nHMAC_KEY: battery-staple\n");
    return Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }
}
