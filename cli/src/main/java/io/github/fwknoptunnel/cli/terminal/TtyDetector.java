package io.github.fwknoptunnel.cli.terminal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/** What the system's descriptors are connected to. */
final class TtyDetector {
  private static final Pattern TERMINAL =
      Pattern.compile("/dev/(pts/\\d+|tty\\w+|console)( \\(deleted\\))?");

  private TtyDetector() {}

  /**
   * Whether it is a terminal. Java reports that of stdin and stdout together only, and the log goes
   * to stderr: Linux names what a descriptor is open on.
   */
  static boolean isTerminal(int descriptor) {
    try {
      Path link = Path.of("/proc/self/fd/" + descriptor);
      return TERMINAL.matcher(Files.readSymbolicLink(link).toString()).matches();
    } catch (IOException | UnsupportedOperationException e) {
      return Optional.ofNullable(System.console()).filter(java.io.Console::isTerminal).isPresent();
    }
  }
}
