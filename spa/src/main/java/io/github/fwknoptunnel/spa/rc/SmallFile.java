package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reading of files that people write: any that is larger was named by mistake. */
public final class SmallFile {
  /** Far more than any key, rc or option file has. */
  public static final int MOST_BYTES = 1 << 20;

  private SmallFile() {}

  /** A file of more than {@link #MOST_BYTES}, or a device without an end. */
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
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw new TooLargeException(file);
      }
      return bytes;
    }
  }

  /** Whether it begins with the mark of UTF-16, as some editors on Windows save. */
  public static boolean isUtf16(byte[] bytes) {
    return bytes.length >= 2
        && ((bytes[0] == (byte) 0xff && bytes[1] == (byte) 0xfe)
            || (bytes[0] == (byte) 0xfe && bytes[1] == (byte) 0xff));
  }
}
