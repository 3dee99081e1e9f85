package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.spa.files.SocketFiles;
import io.github.fwknoptunnel.spa.files.TrustedDirectory;
import io.github.fwknoptunnel.spa.files.UntrustedDirectoryException;
import io.github.fwknoptunnel.tunnel.UnixSocketException.Reason;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * A listening Unix-domain socket that only its owner can connect to.
 *
 * <p>The kernel creates the file with the mode that the umask leaves. It is therefore created in a
 * private directory and moved to its place once its mode is set, so that other users can never
 * connect.
 */
record UnixListener(ServerSocketChannel channel, Path path, @Nullable Object identity)
    implements Listener {
  private static final FileAttribute<Set<PosixFilePermission>> PRIVATE_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");

  private static final int MAX_ATTEMPTS = 100;
  private static final Duration ATTEMPT_PAUSE = Duration.ofMillis(10);
  private static final Duration ABANDONED_AFTER = Duration.ofSeconds(10);

  /**
   * Listens on {@code path}, in place of a socket that no process listens on any more.
   *
   * @throws UnixSocketException if something else is there, nothing can be made there, or another
   *     user can exchange its directory
   */
  static UnixListener open(Path path, int backlog) throws IOException {
    try {
      // What follows relies on names: others must not be able to exchange what they stand for.
      TrustedDirectory.requireFor(path);
      refuseUnlessFree(path);
      Path directory = Files.createTempDirectory(directoryOf(path), ".", PRIVATE_DIRECTORY);
      try {
        return openIn(directory, path, backlog);
      } finally {
        Files.delete(directory);
      }
    } catch (UntrustedDirectoryException e) {
      throw new UnixSocketException(Reason.UNTRUSTED_DIRECTORY, path, e);
    } catch (FileSystemException e) {
      throw new UnixSocketException(Reason.NO_PLACE, path, e);
    } catch (UnsupportedOperationException e) {
      throw new UnixSocketException(Reason.NO_FILE_MODES, path, e);
    }
  }

  private static Path directoryOf(Path path) {
    Path parent = path.getParent();
    return parent == null ? Path.of("") : parent;
  }

  private static UnixListener openIn(Path directory, Path path, int backlog) throws IOException {
    Path inside = directory.resolve("s");
    ServerSocketChannel channel = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    try {
      bind(channel, inside, path, backlog);
      Files.setPosixFilePermissions(inside, PRIVATE);
      UnixListener socket = new UnixListener(channel, path, identityOf(inside));
      removeStale(path);
      place(inside, path);
      return socket;
    } catch (IOException e) {
      channel.close();
      Files.deleteIfExists(inside);
      throw e;
    }
  }

  /**
   * Removes a socket without a listener. One process at a time does that: the name of a socket that
   * another one has just put there must not be taken away.
   */
  private static void removeStale(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    Path claim = path.resolveSibling("." + path.getFileName() + ".takeover");
    claim(claim, path);
    try {
      refuseUnlessFree(path);
      Files.deleteIfExists(path);
    } finally {
      Files.deleteIfExists(claim);
    }
  }

  private static void claim(Path claim, Path path) throws IOException {
    for (int attempt = 0; ; attempt++) {
      try {
        Files.createDirectory(claim, PRIVATE_DIRECTORY);
        return;
      } catch (FileAlreadyExistsException e) {
        if (attempt == MAX_ATTEMPTS) {
          throw new UnixSocketException(Reason.IN_USE, path);
        }
        removeAbandoned(claim);
        LockSupport.parkNanos(ATTEMPT_PAUSE.toNanos());
      }
    }
  }

  /** Left by a process that was killed within the few milliseconds that this takes. */
  private static void removeAbandoned(Path claim) throws IOException {
    try {
      Instant made = Files.getLastModifiedTime(claim, LinkOption.NOFOLLOW_LINKS).toInstant();
      if (made.isBefore(Instant.now().minus(ABANDONED_AFTER))) {
        Files.deleteIfExists(claim);
      }
    } catch (NoSuchFileException e) {
      // The other process is done.
    }
  }

  /** Unlike a rename, a link never replaces what another process has put there meanwhile. */
  private static void place(Path inside, Path path) throws IOException {
    try {
      Files.createLink(path, inside);
      Files.delete(inside);
    } catch (FileAlreadyExistsException e) {
      refuseUnlessFree(path);
      throw new UnixSocketException(Reason.IN_USE, path);
    } catch (FileSystemException | UnsupportedOperationException e) {
      // A file system without links. This move fails if the name is taken a moment before it.
      Files.move(inside, path);
    }
  }

  private static void bind(ServerSocketChannel channel, Path inside, Path path, int backlog)
      throws IOException {
    try {
      channel.bind(UnixDomainSocketAddress.of(inside), backlog);
    } catch (SocketException e) {
      boolean tooLong = String.valueOf(e.getMessage()).contains("too long");
      throw tooLong ? new UnixSocketException(Reason.TOO_LONG, path, e) : e;
    }
  }

  private static void refuseUnlessFree(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!SocketFiles.isSocket(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UnixSocketException(Reason.NOT_A_SOCKET, path);
    }
    if (!isStale(path)) {
      throw new UnixSocketException(Reason.IN_USE, path);
    }
  }

  /** Only a refusal says that no process listens: a queue that is full refuses in another way. */
  private static boolean isStale(Path path) throws IOException {
    try (SocketChannel probe = SocketChannel.open(StandardProtocolFamily.UNIX)) {
      probe.configureBlocking(false);
      probe.connect(UnixDomainSocketAddress.of(path));
      return false;
    } catch (ConnectException e) {
      return true;
    } catch (SocketException e) {
      return !Files.exists(path, LinkOption.NOFOLLOW_LINKS);
    }
  }

  private static @Nullable Object identityOf(Path file) throws IOException {
    return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
        .fileKey();
  }

  @Override
  public UnixDomainSocketAddress address() {
    return UnixDomainSocketAddress.of(path);
  }

  /**
   * Deletes the socket file, then closes the socket: in the other order another process could own
   * the name already. A file that is not ours stays.
   */
  @Override
  public void close() throws IOException {
    try {
      if (identity != null && identity.equals(identityOf(path))) {
        Files.delete(path);
      }
    } catch (NoSuchFileException e) {
      // It has been removed already.
    } finally {
      channel.close();
    }
  }
}
