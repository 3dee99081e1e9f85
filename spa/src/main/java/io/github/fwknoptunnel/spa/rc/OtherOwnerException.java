package io.github.fwknoptunnel.spa.rc;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A file that was not written because it, or a directory above it, belongs to another user. */
public final class OtherOwnerException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final String owner;

  OtherOwnerException(Path path, String owner) {
    super(path.toString(), null, "it belongs to " + owner);
    this.owner = owner;
  }

  /** The name of that user, or its number. */
  public String owner() {
    return owner;
  }
}
