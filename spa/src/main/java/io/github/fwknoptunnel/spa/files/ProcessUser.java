package io.github.fwknoptunnel.spa.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileOwnerAttributeView;
import java.nio.file.attribute.UserPrincipal;
import java.util.Optional;

/** Finds the user that this process runs as, as the file system knows it. */
public final class ProcessUser {
  private static final Path SELF = Path.of("/proc/self");

  private ProcessUser() {}

  /** Empty where files have no owners. */
  public static Optional<UserPrincipal> find() throws IOException {
    Path home = Path.of("").toAbsolutePath();
    if (!Files.getFileStore(home).supportsFileAttributeView(FileOwnerAttributeView.class)
        || !home.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return Optional.empty();
    }
    if (Files.exists(SELF)) {
      return Optional.of(Files.getOwner(SELF));
    }
    return Optional.of(
        home.getFileSystem()
            .getUserPrincipalLookupService()
            .lookupPrincipalByName(System.getProperty("user.name", "")));
  }
}
