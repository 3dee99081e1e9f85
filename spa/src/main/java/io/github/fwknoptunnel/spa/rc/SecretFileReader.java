package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.files.OtherOwner;
import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;

/** Reads files that hold secrets. */
final class SecretFileReader {
  private SecretFileReader() {}

  private interface Reading<T> {
    T run() throws IOException;
  }

  static RcText text(Path file) throws RcException {
    return RcText.checked(file, reading(file, () -> SmallFile.read(file)));
  }

  static FileExposure exposure(Path file) throws RcException {
    return reading(
        file,
        () -> {
          var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
          return view == null
              ? FileExposure.PRIVATE
              : FileExposure.of(view.readAttributes().permissions());
        });
  }

  static Optional<String> otherOwner(Path file) throws RcException {
    return reading(file, () -> OtherOwner.of(file));
  }

  /** Refuses a file that users other than its owner can read or change. */
  static void checkPrivate(Path file) throws RcException {
    if (exposure(file) != FileExposure.PRIVATE) {
      throw new RcException(Reason.UNSAFE_PERMISSIONS, Location.of(file));
    }
  }

  private static <T> T reading(Path file, Reading<T> reading) throws RcException {
    if (Files.isDirectory(file)) {
      throw new RcException(Reason.IS_DIRECTORY, Location.of(file));
    }
    try {
      return reading.run();
    } catch (SmallFile.TooLargeException e) {
      throw new RcException(Reason.TOO_LARGE, Location.of(file), e);
    } catch (NoSuchFileException e) {
      throw new RcException(Reason.NOT_FOUND, Location.of(file));
    } catch (IOException e) {
      throw new RcException(Reason.NOT_READABLE, Location.of(file), e);
    }
  }
}
