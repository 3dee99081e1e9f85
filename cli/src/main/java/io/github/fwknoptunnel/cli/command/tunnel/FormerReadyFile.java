package io.github.fwknoptunnel.cli.command.tunnel;

import io.github.fwknoptunnel.cli.messages.OwnAddresses;
import io.github.fwknoptunnel.spa.files.ProcessUser;
import io.github.fwknoptunnel.spa.files.SocketFiles;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ready file of a run that was killed: with the owner and the mode that it was made with, and
 * nothing in it but ports on addresses of this machine and paths of sockets. A list of other
 * addresses, or of other files, is not one.
 */
final class FormerReadyFile {
  private static final int MAX_BYTES = 1 << 16;
  private static final Pattern PORT =
      Pattern.compile("(?:\\[(?<six>[0-9a-f:.]+(?:%\\w+)?)]|(?<four>[0-9.]+)):[0-9]{1,5}");

  private FormerReadyFile() {}

  /** Refuses a file that exists and is not one. */
  static void refuseOther(Path file) throws IOException {
    if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    BasicFileAttributes attributes =
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    if (attributes.isDirectory()) {
      throw new FileSystemException(file.toString(), null, "it is a directory");
    }
    if (!attributes.isRegularFile()
        || attributes.size() == 0
        || attributes.size() > MAX_BYTES
        || !isOwnAndPrivate(file)
        || !isList(Files.readString(file, StandardCharsets.ISO_8859_1))) {
      throw new FileSystemException(
          file.toString(), null, "it exists and is not a ready file of an earlier run");
    }
  }

  private static boolean isOwnAndPrivate(Path file) throws IOException {
    Optional<UserPrincipal> user = ProcessUser.find();
    if (user.isEmpty()) {
      return true;
    }
    PosixFileAttributes attributes =
        Files.readAttributes(file, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    return attributes.owner().equals(user.get())
        && PosixFilePermissions.toString(attributes.permissions()).equals("rw-------");
  }

  private static boolean isList(String text) throws IOException {
    if (!text.endsWith("\n")) {
      return false;
    }
    for (String line : text.split("\n", -1)) {
      if (!line.isEmpty() && !isOwnPort(line) && !isSocket(line)) {
        return false;
      }
    }
    return !text.startsWith("\n") && !text.contains("\n\n");
  }

  /** Addresses only: no name is looked up. */
  private static boolean isOwnPort(String line) {
    Matcher port = PORT.matcher(line);
    if (!port.matches()) {
      return false;
    }
    try {
      String six = port.group("six");
      return OwnAddresses.contain(InetAddress.ofLiteral(six == null ? port.group("four") : six));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean isSocket(String line) throws IOException {
    try {
      byte[] bytes = line.getBytes(StandardCharsets.ISO_8859_1);
      Path path = Path.of(new String(bytes, StandardCharsets.UTF_8));
      return path.isAbsolute()
          && Files.exists(path, LinkOption.NOFOLLOW_LINKS)
          && SocketFiles.isSocket(path, LinkOption.NOFOLLOW_LINKS);
    } catch (InvalidPathException | UnsupportedOperationException e) {
      return false;
    }
  }
}
