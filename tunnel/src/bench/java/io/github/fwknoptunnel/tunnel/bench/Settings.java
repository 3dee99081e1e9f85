package io.github.fwknoptunnel.tunnel.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What to measure.
 *
 * @param quick shorter and fewer, for about three minutes in all
 * @param rounds how often each workload is measured with each contender
 * @param only names of workloads must match it
 * @param out where the table and the chart go
 */
record Settings(
    boolean quick,
    int rounds,
    Pattern only,
    Path project,
    Path out,
    List<Contender> contenders,
    List<String> notes) {
  Settings {
    if (rounds < 1) {
      throw new IllegalArgumentException("rounds: " + rounds);
    }
  }

  /**
   * @throws IllegalArgumentException if a word is not known
   */
  static Settings parse(Path project, List<String> words) {
    boolean quick = words.contains("--quick");
    int rounds = quick ? 3 : 5;
    Pattern only = Pattern.compile(".*");
    Path out = project.resolve(quick ? "tunnel/target/bench" : "docs/benchmarks");
    List<Contender> contenders = new ArrayList<>(Contender.usual(project));
    List<String> notes = new ArrayList<>();
    for (Iterator<String> rest = words.iterator(); rest.hasNext(); ) {
      String word = rest.next();
      switch (word) {
        case "--quick" -> {}
        case "--rounds" -> rounds = Integer.parseInt(rest.next());
        case "--only" -> only = Pattern.compile(rest.next());
        case "--out" -> out = Path.of(rest.next());
        case "--relay" -> contenders.add(Contender.parse(rest.next()));
        case "--without" -> without(contenders, rest.next());
        case "--note" -> notes.add(rest.next());
        default -> throw new IllegalArgumentException("unknown option " + word);
      }
    }
    return new Settings(
        quick, rounds, only, project, out, List.copyOf(contenders), List.copyOf(notes));
  }

  private static void without(List<Contender> contenders, String name) {
    if (!contenders.removeIf(contender -> contender.name().equals(name))) {
      throw new IllegalArgumentException("unknown contender " + name);
    }
  }

  /** The files are written only after everything was measured. */
  boolean everything() {
    return only.pattern().equals(".*");
  }
}
