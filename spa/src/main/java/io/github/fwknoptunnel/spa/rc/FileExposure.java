package io.github.fwknoptunnel.spa.rc;

import java.nio.file.attribute.PosixFilePermission;
import java.util.Set;

/**
 * What users other than the owner can do with a file. {@link #PRIVATE} on file systems without
 * POSIX permissions.
 */
public enum FileExposure {
  /** Only the owner can read or change the file. */
  PRIVATE,
  /** Other users can read the file. */
  READABLE,
  /** Other users can change the file, and may be able to read it. */
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
