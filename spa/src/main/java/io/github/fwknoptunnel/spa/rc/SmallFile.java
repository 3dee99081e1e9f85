package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading of files that people write: any that is larger was named by mistake. */
public final class SmallFile {
  /** Far more than any key, rc or option file has. */
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
   * The content of a file.
   *
   * @throws FileSystemException with a reason if it is too large
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
   * Whether it is UTF-16, as some editors on Windows save: by its mark; without one, each other
   * byte of plain text is NUL.
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
