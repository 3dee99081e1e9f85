package io.github.fwknoptunnel.spa.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Finds files that belong neither to this process's user nor to root. */
public final class OtherOwner {
  private static final Path SELF = Path.of("/proc/self");
  private static final String UID = "unix:uid";
  private static final int ROOT = 0;

  private OtherOwner() {}

  /**
   * The name, or the number, of another user that a file belongs to. Empty where that is not
   * certain: in a user namespace one number stands for all users outside it, and without {@code
   * /proc} the user of this process is not known.
   */
  public static Optional<String> of(Path file) throws IOException {
    if (!Files.exists(SELF)) {
      return Optional.empty();
    }
    // Numbers first: names may take a server to find.
    Object uid = Files.getAttribute(file, UID);
    if (uid.equals(ROOT)
        || uid.equals(Files.getAttribute(SELF, UID))
        || UnmappedUsers.uid().filter(uid.toString()::equals).isPresent()) {
      return Optional.empty();
    }
    return Optional.of(Files.getOwner(file).getName());
  }
}
