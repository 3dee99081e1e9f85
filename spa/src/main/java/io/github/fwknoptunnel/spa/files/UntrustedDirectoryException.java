package io.github.fwknoptunnel.spa.files;

import java.nio.file.FileSystemException;
import java.nio.file.Path;

/** A path that another user can redirect. {@code getReason} says how, for messages. */
public final class UntrustedDirectoryException extends FileSystemException {
  private static final long serialVersionUID = 1L;

  UntrustedDirectoryException(Path place, String reason) {
    super(place.toString(), null, place + " " + reason);
  }
}
