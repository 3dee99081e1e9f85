package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes files that hold secrets: completely or not at all, and never readable by other users.
 *
 * <p>The content goes to a new file in the same directory, which is then renamed. If the name is a
 * symbolic link, the link stays and its target is replaced; another hard link keeps the old
 * content. Owner and mode are never changed by name, because other users might have given that name
 * to another file meanwhile.
 */
final class AtomicSecretFileWriter {
  private static final int MAX_LINKS = 40;
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final SecureRandom RANDOM = new SecureRandom();

  private AtomicSecretFileWriter() {}

  /**
   * Puts {@code content} in the place of {@code file}, which need not exist.
   *
   * @throws OtherOwnerException if it belongs to another user
   */
  static void replace(Path file, byte[] content) throws IOException {
    Path target = target(file);
    // A random name, so nothing that an earlier run left behind is in the way.
    Path temporary =
        target.resolveSibling(".fwknoprc-" + Long.toUnsignedString(RANDOM.nextLong()) + ".tmp");
    try {
      write(temporary, content, attributes(target));
      Files.move(
          temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw e;
    }
  }

  /** What {@code file} points to, absolute; each link on the way is the user's too. */
  static Path target(Path file) throws IOException {
    Path target = file.toAbsolutePath();
    FileOwner.refuseOthers(target);
    for (int links = 0; Files.isSymbolicLink(target); links++) {
      if (links == MAX_LINKS) {
        throw new FileSystemLoopException(file.toString());
      }
      target = target.resolveSibling(Files.readSymbolicLink(target));
      FileOwner.refuseOthers(target);
    }
    return target;
  }

  private static void write(Path file, byte[] content, FileAttribute<?>... attributes)
      throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    try (FileChannel channel = FileChannel.open(file, options, attributes)) {
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      // A name that points to nothing after a power cut would have lost the keys.
      channel.force(true);
    }
  }

  /** Mode 0600, or that of the old file where it is stricter, from the first moment. */
  private static FileAttribute<?>[] attributes(Path old) throws IOException {
    var view = Files.getFileAttributeView(old, PosixFileAttributeView.class);
    if (view == null) {
      return new FileAttribute<?>[0];
    }
    Set<PosixFilePermission> permissions = EnumSet.copyOf(OWNER_ONLY);
    if (Files.exists(old)) {
      permissions.retainAll(view.readAttributes().permissions());
    }
    return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)};
  }
}
