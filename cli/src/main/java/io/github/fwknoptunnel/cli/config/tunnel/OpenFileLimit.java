package io.github.fwknoptunnel.cli.config.tunnel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The limit of open files, and how many connections it allows. */
final class OpenFileLimit {
  /** The JVM, probes, and the start of a process. */
  private static final int OTHERS = 64;

  /** The listening socket of a tunnel, and two for the selector of each of its threads. */
  private static final int PER_LISTENER = 7;

  private static final int PER_CONNECTION = 2;

  /** Clients of a listener whose user is being looked up. */
  private static final int JUDGED = 32;

  private static final Pattern SOFT_LIMIT =
      Pattern.compile("(?m)^Max open files +(?<soft>\\d{1,9}|unlimited) ");

  private OpenFileLimit() {}

  /** Of this process; empty where there is none or it is unknown. */
  static OptionalInt limit() {
    try {
      return limit(Files.readString(Path.of("/proc/self/limits")));
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }

  static OptionalInt limit(String limits) {
    Matcher line = SOFT_LIMIT.matcher(limits);
    return line.find() && !line.group("soft").equals("unlimited")
        ? OptionalInt.of(Integer.parseInt(line.group("soft")))
        : OptionalInt.empty();
  }

  /**
   * How many connections each of several listeners may have.
   *
   * @param restricted whether only some users are served
   * @return at least 1
   */
  static int connections(int limit, int listeners, boolean restricted) {
    // The first one's are among the others.
    int left =
        limit - OTHERS - PER_LISTENER * (listeners - 1) - (restricted ? JUDGED * listeners : 0);
    return Math.max(1, left / PER_CONNECTION / listeners);
  }
}
