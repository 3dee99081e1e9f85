package io.github.fwknoptunnel.spa.rc;

import io.github.fwknoptunnel.spa.files.ProcessUser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/**
 * Checks who owns a file and its directories. The owner of a directory can replace anything in it
 * by a link, which a privileged user's write would follow.
 */
final class FileOwner {
  private FileOwner() {}

  /**
   * Refuses a file that belongs to another user, or lies in such a user's directory. Root must not
   * write anywhere below another user's directory.
   *
   * @param file absolute; it need not exist
   */
  static void refuseOthers(Path file) throws IOException {
    Optional<UserPrincipal> user = ProcessUser.find();
    Path directory = file.getParent();
    if (user.isEmpty() || directory == null) {
      return;
    }
    UserPrincipal root = Files.getOwner(Path.of("/"));
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      refuse(file, user.get(), user.get());
    }
    refuse(directory.toRealPath(), user.get(), root);
    if (user.get().equals(root)) {
      refuseAbove(file, root);
      refuseAbove(directory.toRealPath().resolve("file"), root);
    }
  }

  private static void refuseAbove(Path file, UserPrincipal root) throws IOException {
    for (Path above = file.getParent(); above != null; above = above.getParent()) {
      refuse(above, root, root);
    }
  }

  private static void refuse(Path path, UserPrincipal user, UserPrincipal other)
      throws IOException {
    UserPrincipal owner = Files.getOwner(path, LinkOption.NOFOLLOW_LINKS);
    if (!owner.equals(user) && !owner.equals(other)) {
      throw new OtherOwnerException(path, owner.getName());
    }
  }
}
