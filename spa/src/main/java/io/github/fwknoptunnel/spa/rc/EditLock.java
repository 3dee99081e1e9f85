package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.files.ProcessUser;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
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
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An exclusive lock for changes of a file, across threads and processes. It locks a file beside it,
 * because the file itself is replaced, and removes that file afterwards.
 */
record EditLock(Path path, FileChannel channel) implements AutoCloseable {
  private static final int MAX_TRIES = 500;
  private static final int MILLIS = 20;

  /** For reading too: to open a pipe for writing alone would wait for a reader. */
  private static final Set<OpenOption> MODE =
      Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);

  /** Closing any channel of a file gives up this process's locks on it (fcntl(2)). */
  private static final ReentrantLock OF_THIS_PROCESS = new ReentrantLock();

  /** Waits for at most ten seconds for other processes. */
  static EditLock of(Path file) throws IOException {
    Path target = AtomicSecretFileWriter.target(file);
    Path path = target.resolveSibling(target.getFileName() + ".lock");
    OF_THIS_PROCESS.lock();
    try {
      for (int tries = 0; tries < MAX_TRIES; tries++) {
        EditLock lock = tried(path);
        if (lock != null) {
          return lock;
        }
        pause();
      }
      throw new FileSystemException(file.toString(), null, "another process is changing it");
    } catch (IOException | RuntimeException e) {
      OF_THIS_PROCESS.unlock();
      throw e;
    }
  }

  private static @Nullable EditLock tried(Path path) throws IOException {
    if (!create(path)) {
      refuseForeign(path);
    }
    Object before = identity(path);
    FileChannel channel;
    try {
      channel = FileChannel.open(path, MODE);
    } catch (NoSuchFileException e) {
      return null;
    }
    try {
      FileLock lock = channel.tryLock();
      // The last owner may have removed the file and the next one made another. What was there
      // before it was opened and still is, is what was opened.
      if (lock != null && before != null && before.equals(identity(path))) {
        return new EditLock(path, channel);
      }
    } catch (IOException e) {
      channel.close();
      throw e;
    }
    channel.close();
    return null;
  }

  /**
   * What another user has put there is no lock: it would be removed with root's rights, or hold
   * this up. That it is replaced right afterwards is found by its identity.
   */
  private static void refuseForeign(Path path) throws IOException {
    Optional<UserPrincipal> user = ProcessUser.find();
    try {
      var kind = Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      boolean own =
          user.isEmpty() || Files.getOwner(path, LinkOption.NOFOLLOW_LINKS).equals(user.get());
      if (!kind.isRegularFile() || !own) {
        throw new FileSystemException(
            path.toString(), null, path + " is no lock of yours: remove it");
      }
    } catch (NoSuchFileException e) {
      // Its owner has removed it: the next try makes one.
    }
  }

  /** False if it is there already. */
  private static boolean create(Path path) throws IOException {
    boolean posix = path.getFileSystem().supportedFileAttributeViews().contains("posix");
    FileAttribute<?>[] attributes =
        posix
            ? new FileAttribute<?>[] {
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
            }
            : new FileAttribute<?>[0];
    try {
      Files.createFile(path, attributes);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** With the time, since a file system gives the number of a removed file to the next one. */
  private static @Nullable Object identity(Path path) throws IOException {
    try {
      var attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.fileKey() + " " + attributes.creationTime();
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
      try {
        channel.close();
      } finally {
        OF_THIS_PROCESS.unlock();
      }
    }
  }
}
