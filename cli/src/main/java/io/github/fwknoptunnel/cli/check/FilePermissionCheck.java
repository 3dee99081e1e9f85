package io.github.fwknoptunnel.cli.check;

import io.github.fwknoptunnel.spa.files.OtherOwner;
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
      return Optional.of(evaluate(permissions, OtherOwner.of(file)));
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.empty();
    }
  }

  private Finding evaluate(Set<PosixFilePermission> permissions, Optional<String> owner) {
    String text = file + ": mode " + PosixFilePermissions.toString(permissions);
    if (permissions.stream().noneMatch(OTHERS::contains)) {
      return owner
          .map(other -> Finding.info(Topic.FILE, text + " and belongs to user " + other))
          .orElse(Finding.ok(Topic.FILE, text + ", accessible to its owner only"));
    }
    return othersAllowed
        ? Finding.info(Topic.FILE, text + " (allowed by --insecure-key-file)")
        : Finding.fail(Topic.FILE, text + ", accessible to other users", "chmod 600 " + file);
  }
}
