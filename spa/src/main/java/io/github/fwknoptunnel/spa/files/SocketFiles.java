package io.github.fwknoptunnel.spa.files;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Tells sockets from other files (inode(7)). */
public final class SocketFiles {
  private static final int TYPE_MASK = 0170000;
  private static final int SOCKET_TYPE = 0140000;

  private SocketFiles() {}

  /**
   * {@return whether the file is a Unix-domain socket}
   *
   * @param file must exist
   * @param options whether links are followed
   * @throws UnsupportedOperationException where files have no mode
   */
  public static boolean isSocket(Path file, LinkOption... options) throws IOException {
    return ((int) Files.getAttribute(file, "unix:mode", options) & TYPE_MASK) == SOCKET_TYPE;
  }
}
