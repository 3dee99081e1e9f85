package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** What Linux tells of processes and sockets (proc(5)). */
final class ProcFiles {
  private static final double TICKS_PER_SECOND = 100;
  private static final String LISTENING = " 0A ";

  private ProcFiles() {}

  /** User and system time of a process, of its living descendants and of ended children. */
  static double cpuSeconds(ProcessHandle process) throws IOException {
    double ticks = 0;
    for (ProcessHandle one : family(process)) {
      ticks += ticks(one);
    }
    return ticks / TICKS_PER_SECOND;
  }

  private static List<ProcessHandle> family(ProcessHandle process) {
    return Stream.concat(Stream.of(process), process.descendants()).toList();
  }

  private static double ticks(ProcessHandle process) throws IOException {
    Path file = Path.of("/proc", Long.toString(process.pid()), "stat");
    if (!Files.exists(file)) {
      return 0;
    }
    String stat = Files.readString(file);
    // The name may hold blanks; utime, stime, cutime and cstime are fields 14 to 17.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    double sum = 0;
    for (int i = 11; i <= 14; i++) {
      sum += Long.parseLong(fields[i]);
    }
    return sum;
  }

  /**
   * Resident memory of a process and its descendants; what they share counts once, as {@code Pss}.
   */
  static double residentKib(ProcessHandle process) throws IOException {
    List<ProcessHandle> family = family(process);
    String field = family.size() == 1 ? "Rss:" : "Pss:";
    double sum = 0;
    for (ProcessHandle one : family) {
      Path file = Path.of("/proc", Long.toString(one.pid()), "smaps_rollup");
      sum +=
          Files.readAllLines(file).stream()
              .filter(line -> line.startsWith(field))
              .mapToDouble(line -> Double.parseDouble(line.replaceAll("[^0-9]", "")))
              .sum();
    }
    return sum;
  }

  static boolean listening(int port) throws IOException {
    String local = ":%04X ".formatted(port);
    for (String table : List.of("/proc/net/tcp", "/proc/net/tcp6")) {
      boolean found =
          Files.readAllLines(Path.of(table)).stream()
              .anyMatch(row -> row.contains(local) && row.contains(LISTENING));
      if (found) {
        return true;
      }
    }
    return false;
  }
}
