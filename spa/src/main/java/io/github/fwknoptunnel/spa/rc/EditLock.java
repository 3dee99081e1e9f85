package io.github.fwknoptunnel.spa.rc;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The right to change a file, which one process at a time has. It is the lock on a file beside it,
 * since the file itself is replaced. That file is removed afterwards.
 */
final class EditLock implements AutoCloseable {
  private static final int MOST_TRIES = 500;
  private static final int MILLIS = 20;

  private final Path path;
  private final FileChannel channel;

  private EditLock(Path path, FileChannel channel) {
    this.path = path;
    this.channel = channel;
  }

  /** Waits for at most ten seconds. */
  static EditLock of(Path file) throws IOException {
    Path target = AtomicSecretFileWriter.target(file);
    Path path = target.resolveSibling(target.getFileName() + ".lock");
    for (int tries = 0; tries < MOST_TRIES; tries++) {
      EditLock lock = tried(path);
      if (lock != null) {
        return lock;
      }
      pause();
    }
    throw new FileSystemException(file.toString(), null, "another process is changing it");
  }

  private static @Nullable EditLock tried(Path path) throws IOException {
    Set<OpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    FileChannel channel = FileChannel.open(path, options, attributes);
    try {
      Object opened = identity(path);
      FileLock lock = channel.tryLock();
      // The last owner may have removed the file after it was opened here.
      if (lock != null && opened != null && Objects.equals(opened, identity(path))) {
        return new EditLock(path, channel);
      }
    } catch (OverlappingFileLockException e) {
      // Another thread of this process has it.
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  private static @Nullable Object identity(Path path) throws IOException {
    try {
      var attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Objects.requireNonNullElse(attributes.fileKey(), "");
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    }
  }

  @Override
  public void close() throws IOException {
    try {
      Files.deleteIfExists(path);
    } finally {
      channel.close();
    }
  }
}
