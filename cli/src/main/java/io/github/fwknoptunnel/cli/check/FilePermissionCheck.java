package io.github.fwknoptunnel.cli.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Who can read or change a file of secrets.
 *
 * @param othersAllowed whether the user said that its mode does not matter
 */
public record FilePermissionCheck(Path file, boolean othersAllowed) {
  private static final String TOPIC = "file";
  private static final Set<PosixFilePermission> OTHERS =
      EnumSet.complementOf(
          EnumSet.of(
              PosixFilePermission.OWNER_READ,
              PosixFilePermission.OWNER_WRITE,
              PosixFilePermission.OWNER_EXECUTE));

  /** Empty if there is no file, or no such permissions: reading it says more. */
  public Optional<Finding> run() {
    try {
      Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
      return Optional.of(judge(permissions));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private Finding judge(Set<PosixFilePermission> permissions) {
    String text = file + " has the mode " + PosixFilePermissions.toString(permissions);
    if (permissions.stream().noneMatch(OTHERS::contains)) {
      return Finding.ok(TOPIC, text + ": it is yours alone");
    }
    return othersAllowed
        ? Finding.info(TOPIC, text + " (allowed by --insecure-key-file)")
        : Finding.fail(TOPIC, text + ": others can use it", "chmod 600 " + file);
  }
}
