package io.github.fwknoptunnel.cli.messages;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;

/**
 * Error texts for files that cannot be read or written; the JDK often says no more than their name.
 */
public final class FileMessages {
  private FileMessages() {}

  /** {@code (owner root, mode rw-------)}, or nothing where they cannot be found out. */
  static String ownerAndMode(Path file) {
    try {
      PosixFileAttributes attributes = Files.readAttributes(file, PosixFileAttributes.class);
      return " (owner %s, mode %s)"
          .formatted(
              attributes.owner().getName(),
              PosixFilePermissions.toString(attributes.permissions()));
    } catch (IOException | UnsupportedOperationException e) {
      return "";
    }
  }

  /** The reason alone, for the end of a sentence. */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException there -> "it already exists";
      case FileSystemException other ->
          Optional.ofNullable(other.getReason()).orElse("refused by the system");
      case CharacterCodingException binary -> "not UTF-8 text";
      default -> Optional.ofNullable(e.getMessage()).orElse("refused by the system");
    };
  }
}
