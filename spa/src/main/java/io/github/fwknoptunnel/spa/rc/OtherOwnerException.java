package io.github.fwknoptunnel.spa.rc;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/**
 * A file that belongs to another user, or is in a directory of another user. It is not written, and
 * a program that it names is not run.
 */
public final class OtherOwnerException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  private final String owner;

  OtherOwnerException(Path path, String owner) {
    super(path.toString(), null, "it belongs to " + owner);
    this.owner = owner;
  }

  /** {@return the name of that user, or its number} */
  public String owner() {
    return owner;
  }
}
