package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What systemd would do with a unit of the examples: the credential, then the command. */
final class UnitCommand {
  private UnitCommand() {}

  /** As a line of shell; the unit's configuration stands beside it. */
  static String of(Path directory, String name) throws IOException {
    Path unit = directory.resolve(name);
    String text = Files.readString(unit);
    assertTrue(text.contains("\nLoadCredential=fwknop-keys:/etc/fwknop-tunnel/"), text);
    Path credentials = Files.createDirectories(directory.resolve("credentials"));
    Path keys = credentials.resolve("fwknop-keys");
    if (Files.notExists(keys)) {
      Files.copy(directory.resolve("my-keys"), keys);
    }
    String command = text.lines().filter(line -> line.startsWith("ExecStart=")).findFirst().get();
    return "export CREDENTIALS_DIRECTORY="
        + credentials
        + "\nexec "
        + command
            .substring("ExecStart=".length())
            .replace("/etc/fwknop-tunnel", unit.getParent().toString());
  }
}
