package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads small files, such as keys and settings. Refuses larger files, which were probably named by
 * mistake.
 */
public final class SmallFile {
  /** The maximum size in bytes, 1 MiB: far more than any key, rc or option file has. */
  public static final int MAX_BYTES = 1 << 20;

  private SmallFile() {}

  /** A file of more than {@link #MAX_BYTES}, or a device without an end. */
  static final class TooLargeException extends FileSystemException {
    private static final long serialVersionUID = 1L;

    TooLargeException(Path file) {
      super(file.toString(), null, "it is larger than 1 MB");
    }
  }

  /**
   * Reads a whole file.
   *
   * @param file a file, a pipe or a device
   * @return its content, at most {@link #MAX_BYTES}
   * @throws FileSystemException with a reason if it is larger
   * @throws IOException if it cannot be read
   */
  public static byte[] read(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new TooLargeException(file);
      }
      return bytes;
    }
  }

  /**
   * {@return whether the bytes are UTF-16, as some editors on Windows save} Recognized by the byte
   * order mark; without one, by every other byte being NUL.
   *
   * @param bytes the start of a text
   */
  public static boolean isUtf16(byte[] bytes) {
    return isMarked(bytes) || (bytes.length >= 4 && (hasNulFrom(0, bytes) || hasNulFrom(1, bytes)));
  }

  private static boolean isMarked(byte[] bytes) {
    int mark = bytes.length < 2 ? 0 : (bytes[0] & 0xff) << Byte.SIZE | (bytes[1] & 0xff);
    return mark == 0xfffe || mark == 0xfeff;
  }

  /** Whether the even or the odd of the first four bytes are NUL, and the others are not. */
  private static boolean hasNulFrom(int first, byte[] bytes) {
    int other = 1 - first;
    return bytes[first] == 0 && bytes[first + 2] == 0 && bytes[other] != 0 && bytes[other + 2] != 0;
  }
}
