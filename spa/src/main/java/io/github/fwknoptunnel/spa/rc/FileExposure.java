package io.github.fwknoptunnel.spa.rc;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * What others than the owner can do with a file. Where the file system knows no such permissions,
 * nothing.
 */
public enum FileExposure {
  PRIVATE,
  READABLE,
  /** They can change it, and perhaps read it too. */
  WRITABLE;

  static FileExposure of(Set<PosixFilePermission> permissions) {
    if (permissions.contains(PosixFilePermission.GROUP_WRITE)
        || permissions.contains(PosixFilePermission.OTHERS_WRITE)) {
      return WRITABLE;
    }
    return permissions.contains(PosixFilePermission.GROUP_READ)
            || permissions.contains(PosixFilePermission.OTHERS_READ)
        ? READABLE
        : PRIVATE;
  }
}
