package io.github.fwknoptunnel.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Whether a descriptor leads to the journal of systemd: {@code JOURNAL_STREAM}, systemd.exec(5).
 */
final class JournalDetector {
  static final String VARIABLE = "JOURNAL_STREAM";

  private JournalDetector() {}

  /**
   * Compares a descriptor with the one that the service manager opened: a redirection may have
   * taken its place.
   *
   * @param stream device and inode, both decimal, with a colon between; empty for none
   */
  static boolean isJournal(String stream, Path descriptor) {
    if (stream.isEmpty()) {
      return false;
    }
    try {
      Map<String, Object> file = Files.readAttributes(descriptor, "unix:dev,ino");
      return stream.equals(file.get("dev") + ":" + file.get("ino"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
      return false;
    }
  }
}
