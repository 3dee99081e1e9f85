package io.github.fwknoptunnel.tunnel.testing;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Processes of another user than the tests', with a number that no account has. They need root on
 * Linux. Elsewhere such tests are skipped, which is said loudly; with {@code
 * -Dcompat.required=true} they fail instead.
 */
public final class SecondUser {
  public static final String UID = "61234";

  private SecondUser() {}

  /** For a method that JUnit calls before the tests. */
  public static void require() {
    if (isPossible()) {
      return;
    }
    String reason = "processes of a second user need root on Linux";
    if (Boolean.getBoolean("compat.required")) {
      fail(reason);
    }
    System.err.println("SKIPPED: " + reason);
    abort(reason);
  }

  private static boolean isPossible() {
    try {
      return Files.isExecutable(Path.of("/usr/bin/setpriv"))
          && Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0);
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /** Has it run by that user, from the root directory. */
  public static ProcessBuilder running(ProcessBuilder program) {
    List<String> line = new ArrayList<>(List.of("setpriv", "--reuid", UID, "--regid", UID));
    line.add("--clear-groups");
    line.addAll(program.command());
    return program.command(line).directory(Path.of("/").toFile());
  }
}
