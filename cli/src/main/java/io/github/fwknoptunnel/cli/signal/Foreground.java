package io.github.fwknoptunnel.cli.signal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** The process group that a terminal sends Ctrl-C to. */
final class Foreground {
  /** Fields of proc(5) after the name of the program: process group, terminal's group. */
  private static final int PGRP = 2;

  private static final int TPGID = 5;

  private Foreground() {}

  static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  /** Whether this process, and with it its child, is in that group. */
  static boolean isOurs() {
    try {
      return isForeground(
          Files.readString(Path.of("/proc/self/stat"), StandardCharsets.ISO_8859_1));
    } catch (IOException e) {
      // Elsewhere: with a terminal the signal most likely came from there.
      return SighupHandler.hasTerminal();
    }
  }

  static boolean isForeground(String stat) {
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    return fields[PGRP].equals(fields[TPGID]);
  }
}
