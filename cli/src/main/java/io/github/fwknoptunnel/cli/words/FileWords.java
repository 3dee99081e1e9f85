package io.github.fwknoptunnel.cli.words;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Optional;

/** Words for files that cannot be read or written; the JDK often says no more than their name. */
public final class FileWords {
  private FileWords() {}

  /** The reason alone, for the end of a sentence. */
  public static String of(IOException e) {
    return switch (e) {
      case NoSuchFileException none -> "no such file or directory";
      case AccessDeniedException denied -> "permission denied";
      case FileAlreadyExistsException there -> "it exists already";
      case FileSystemException other ->
          Optional.ofNullable(other.getReason()).orElse("the system refuses");
      case CharacterCodingException binary -> "it is not UTF-8 text";
      default -> Optional.ofNullable(e.getMessage()).orElse("the system refuses");
    };
  }
}
