package io.github.fwknoptunnel.cli.output;

import io.github.fwknoptunnel.spa.files.TrustedDirectory;
import io.github.fwknoptunnel.spa.files.UntrustedDirectoryException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.security.SecureRandom;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Files that only their owner can read, from their first moment. A symbolic link is never followed:
 * others might have put it there.
 */
public final class NewFile {
  private static final Set<PosixFilePermission> PRIVATE =
      PosixFilePermissions.fromString("rw-------");
  private static final SecureRandom RANDOM = new SecureRandom();

  private NewFile() {}

  /**
   * Creates a file that must not exist. If that fails, nothing is left of it; where another user
   * could give its name to another file meanwhile, an empty file stays.
   */
  public static void writePrivate(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      try {
        writeAll(channel, content);
      } catch (IOException e) {
        discard(file, channel);
        throw e;
      }
    }
  }

  private static void discard(Path file, SeekableByteChannel channel) throws IOException {
    channel.truncate(0);
    try {
      TrustedDirectory.requireFor(file);
      Files.deleteIfExists(file);
    } catch (UntrustedDirectoryException e) {
      // The name may belong to another file by now.
    }
  }

  /** Creates a file, or replaces one as a whole. A pipe or a device is written to. */
  public static void replacePrivate(Path file, byte[] content) throws IOException {
    if (isPlainOrMissing(file)) {
      Path temporary = writeBeside(file, content);
      try {
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } catch (IOException e) {
        Files.deleteIfExists(temporary);
        throw e;
      }
    } else {
      refuseForeign(file);
      appendTo(file, content);
    }
  }

  /** Creates a file, or appends to one that others cannot read. */
  public static void appendPrivate(Path file, byte[] content) throws IOException {
    boolean plain = isPlainOrMissing(file);
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      refuseForeign(file);
      if (plain) {
        refuseShared(file);
      }
    }
    appendTo(file, content);
  }

  /** A new file with a random name in the same directory. */
  public static Path writeBeside(Path file, byte[] content) throws IOException {
    Path absolute = file.toAbsolutePath();
    Path temporary =
        absolute.resolveSibling(
            "." + absolute.getFileName() + "." + Long.toUnsignedString(RANDOM.nextLong(), 36));
    writePrivate(temporary, content);
    return temporary;
  }

  private static void appendTo(Path file, byte[] content) throws IOException {
    try (SeekableByteChannel channel =
        open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      writeAll(channel, content);
    }
  }

  private static boolean isPlainOrMissing(Path file) throws IOException {
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (attributes.isSymbolicLink()) {
        throw new FileSystemException(file.toString(), null, "it is a symbolic link");
      }
      if (attributes.isDirectory()) {
        throw new FileSystemException(file.toString(), null, "it is a directory");
      }
      return attributes.isRegularFile();
    } catch (NoSuchFileException e) {
      return true;
    }
  }

  /**
   * What is there already, or its directory, may belong to a user who reads along, or who never
   * reads a pipe.
   */
  private static void refuseForeign(Path file) throws IOException {
    Path self = Path.of("/proc/self");
    if (!isPosix(file) || !Files.exists(self)) {
      return;
    }
    List<UserPrincipal> trusted = List.of(Files.getOwner(self), Files.getOwner(Path.of("/")));
    for (Path path : List.of(file, file.toAbsolutePath().getParent())) {
      UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
      if (!trusted.contains(owner)) {
        throw new FileSystemException(
            file.toString(), null, path + " belongs to user " + owner.getName());
      }
    }
  }

  private static void refuseShared(Path file) throws IOException {
    if (isPosix(file)
        && !PRIVATE.containsAll(Files.getPosixFilePermissions(file, LinkOption.NOFOLLOW_LINKS))) {
      throw new FileSystemException(
          file.toString(), null, "others can read it; run 'chmod 600 " + file + "'");
    }
  }

  private static SeekableByteChannel open(Path file, StandardOpenOption... how) throws IOException {
    Set<OpenOption> options = new HashSet<>(Set.of(how));
    options.add(LinkOption.NOFOLLOW_LINKS);
    FileAttribute<?>[] attributes =
        isPosix(file)
            ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PRIVATE)}
            : new FileAttribute<?>[0];
    return Files.newByteChannel(file, options, attributes);
  }

  private static boolean isPosix(Path file) {
    return file.getFileSystem().supportedFileAttributeViews().contains("posix");
  }

  private static void writeAll(SeekableByteChannel channel, byte[] content) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(content);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
  }
}
