package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reading of files that hold secrets. */
final class FileAccess {
  private static final Set<PosixFilePermission> FOR_OTHERS =
      EnumSet.of(
          PosixFilePermission.GROUP_READ,
          PosixFilePermission.GROUP_WRITE,
          PosixFilePermission.OTHERS_READ,
          PosixFilePermission.OTHERS_WRITE);

  private FileAccess() {}

  static List<String> lines(Path file) throws RcException {
    byte[] bytes;
    try {
      bytes = Files.readAllBytes(file);
    } catch (NoSuchFileException e) {
      throw new RcException(Reason.NOT_FOUND, Location.of(file));
    } catch (IOException e) {
      throw new RcException(Reason.NOT_READABLE, Location.of(file), e);
    }
    try {
      return StandardCharsets.UTF_8
          .newDecoder()
          .decode(ByteBuffer.wrap(bytes))
          .toString()
          .lines()
          .toList();
    } catch (CharacterCodingException e) {
      throw new RcException(Reason.NOT_READABLE, Location.of(file), e);
    }
  }

  /**
   * Refuses a file that anybody but its owner can read or change. Systems without such permissions
   * pass.
   */
  static void checkPrivate(Path file) throws RcException {
    try {
      var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
      if (view == null) {
        return;
      }
      if (view.readAttributes().permissions().stream().anyMatch(FOR_OTHERS::contains)) {
        throw new RcException(Reason.UNSAFE_PERMISSIONS, Location.of(file));
      }
    } catch (NoSuchFileException e) {
      throw new RcException(Reason.NOT_FOUND, Location.of(file));
    } catch (IOException e) {
      throw new RcException(Reason.NOT_READABLE, Location.of(file), e);
    }
  }
}
