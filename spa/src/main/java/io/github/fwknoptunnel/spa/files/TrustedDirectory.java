package io.github.fwknoptunnel.spa.files;

import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Checks that no other user can redirect the path of a directory, so that a name in it means the
 * same file from one call to the next.
 *
 * <p>Each directory and link of the path must belong to this process's user or to root. Other users
 * and groups must not be able to write to the directories, unless a sticky bit keeps them from
 * renaming what is not theirs.
 */
public final class TrustedDirectory {
  private static final int MAX_LINKS = 40;

  /** As in {@code stat(2)}. */
  private static final int STICKY = 01000;

  private final UserPrincipal user;
  private final UserPrincipal root;
  private int links;

  private TrustedDirectory(UserPrincipal user, UserPrincipal root) {
    this.user = user;
    this.root = root;
  }

  /**
   * Refuses a file whose name another user can give to another one, or whose directory another user
   * can exchange.
   *
   * @param file need not exist
   * @throws UntrustedDirectoryException if it is so, with the place on its path
   */
  public static void requireFor(Path file) throws IOException {
    Optional<UserPrincipal> user = ProcessUser.find();
    Path directory = file.toAbsolutePath().getParent();
    if (user.isPresent() && directory != null) {
      UserPrincipal root = Files.getOwner(Path.of("/"));
      new TrustedDirectory(user.get(), root).walk(directory);
    }
  }

  /** Goes along a path as the kernel does, with what each link leads to. */
  private void walk(Path path) throws IOException {
    Path here = path.getRoot();
    check(here);
    for (int i = 0; i < path.getNameCount(); i++) {
      Path name = path.getName(i);
      if (name.toString().equals("..")) {
        here = Optional.ofNullable(here.getParent()).orElse(here);
        continue;
      }
      here = here.resolve(name);
      check(here);
      if (Files.isSymbolicLink(here)) {
        if (++links > MAX_LINKS) {
          throw new FileSystemLoopException(path.toString());
        }
        Path target = here.resolveSibling(Files.readSymbolicLink(here));
        boolean last = i + 1 == path.getNameCount();
        walk(last ? target : target.resolve(path.subpath(i + 1, path.getNameCount())));
        return;
      }
    }
  }

  private void check(Path place) throws IOException {
    PosixFileAttributes attributes =
        Files.readAttributes(place, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    UserPrincipal owner = attributes.owner();
    if (!owner.equals(user) && !owner.equals(root)) {
      throw new UntrustedDirectoryException(place, "belongs to user " + owner.getName());
    }
    if (attributes.isSymbolicLink() || isSticky(place)) {
      return;
    }
    if (attributes.permissions().contains(PosixFilePermission.OTHERS_WRITE)) {
      throw new UntrustedDirectoryException(place, "can be changed by all users");
    }
    // Also where the group is the owner's own: an access control list shows as this permission.
    if (attributes.permissions().contains(PosixFilePermission.GROUP_WRITE)) {
      throw new UntrustedDirectoryException(
          place, "can be changed by group " + attributes.group().getName());
    }
  }

  private static boolean isSticky(Path place) throws IOException {
    return ((int) Files.getAttribute(place, "unix:mode", LinkOption.NOFOLLOW_LINKS) & STICKY) != 0;
  }
}
