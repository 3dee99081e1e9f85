package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Writing of files that hold secrets: as a whole or not at all, and never for others to read.
 *
 * <p>The content goes to a new file beside the old one, which then takes its name. A symbolic link
 * stays and what it points to is replaced; a second hard link keeps the old content.
 */
final class PrivateFile {
  private static final int MOST_LINKS = 40;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");

  private PrivateFile() {}

  /** Puts {@code content} in the place of {@code file}, which need not exist. */
  static void replace(Path file, byte[] content) throws IOException {
    Path target = linkTarget(file);
    // A random name, so nothing that an earlier run left behind is in the way; mode 0600 at once.
    Path temporary = Files.createTempFile(target.getParent(), ".fwknoprc-", ".tmp");
    try {
      write(temporary, content);
      if (Files.exists(target)) {
        takeOver(target, temporary);
      }
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  private static Path linkTarget(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MOST_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
    }
    return target;
  }

  private static void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // A name that points to nothing after a power cut would have lost the keys.
      channel.force(true);
    }
  }

  /** Gives the new file the owner of the old one, and its mode where that is stricter. */
  private static void takeOver(Path from, Path to) throws IOException {
    var old = Files.getFileAttributeView(from, PosixFileAttributeView.class);
    var ours = Files.getFileAttributeView(to, PosixFileAttributeView.class);
    if (old == null || ours == null) {
      return;
    }
    PosixFileAttributes attributes = old.readAttributes();
    Set<PosixFilePermission> permissions = attributes.permissions();
    permissions.retainAll(OWNER_ONLY);
    ours.setPermissions(permissions);
    if (!attributes.owner().equals(ours.getOwner())) {
      ours.setOwner(attributes.owner());
    }
  }
}
