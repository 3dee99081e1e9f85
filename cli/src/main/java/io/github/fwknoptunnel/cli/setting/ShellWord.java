package io.github.fwknoptunnel.cli.setting;

import java.nio.file.Files;
import java.nio.file.Path;

/** A word as a shell takes it. */
public final class ShellWord {
  private ShellWord() {}

  /**
   * Whether a shell would have replaced the beginning of the path by a home directory, and no file
   * has that very name: {@code ~/keys} behind an equals sign, or quoted.
   */
  public static boolean isUnexpanded(Path path) {
    return !path.isAbsolute() && path.getName(0).toString().startsWith("~") && !Files.exists(path);
  }

  /** The word as it would be typed; also for an option file. */
  public static String quoted(String word) {
    return word.matches("[\\w@%+=:,./-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
