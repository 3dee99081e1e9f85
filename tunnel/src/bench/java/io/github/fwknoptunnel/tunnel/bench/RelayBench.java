package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Measures every contender with every workload, one after another in each of several rounds, so
 * that what else the machine does strikes all of them. {@code tunnel/bench/run} starts it.
 */
final class RelayBench {
  private final Settings settings;
  private final Backends backends;
  private final Results results = new Results();

  private RelayBench(Settings settings, Backends backends) {
    this.settings = settings;
    this.backends = backends;
  }

  /**
   * @param args the project's directory, then the options of {@link Settings}
   */
  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[0]);
    List<String> words = List.of(args).subList(1, args.length);
    Settings settings = Settings.parse(project, words);
    Path work = Files.createDirectories(project.resolve("tunnel/target/bench"));
    try (Backends backends = new Backends(work)) {
      RelayBench bench = new RelayBench(settings, backends);
      bench.measureAll();
      bench.write();
    }
    System.exit(0);
  }

  private void measureAll() throws InterruptedException {
    Map<String, Workload> workloads = Workloads.of(settings.quick());
    workloads.keySet().removeIf(name -> !settings.only().matcher(name).matches());
    for (int round = 1; round <= settings.rounds(); round++) {
      System.err.println("round " + round + " of " + settings.rounds());
      for (Map.Entry<String, Workload> workload : workloads.entrySet()) {
        if (round == 1 || !workload.getValue().fresh()) {
          measure(workload.getKey(), workload.getValue(), round);
        }
      }
    }
  }

  private void measure(String name, Workload workload, int round) throws InterruptedException {
    List<Contender> order = new ArrayList<>(settings.contenders());
    // Nobody is always the one who comes after the busiest.
    Collections.rotate(order, round);
    for (Contender contender : order) {
      if (workload.direct() || !contender.direct()) {
        measure(name, workload, contender);
      }
    }
  }

  /** A contender that fails is told and left out: socat may not manage 5,000 processes. */
  private void measure(String name, Workload workload, Contender contender)
      throws InterruptedException {
    try {
      Map<Metric, Double> measured = once(workload, contender);
      results.add(contender, measured);
      System.err.printf("  %-10s %-8s %s%n", name, contender.name(), measured);
    } catch (IOException | RuntimeException e) {
      System.err.printf("  %-10s %-8s failed: %s%n", name, contender.name(), e.getMessage());
    }
  }

  private Map<Metric, Double> once(Workload workload, Contender contender)
      throws IOException, InterruptedException {
    if (!workload.fresh()) {
      return workload.measure(backends.relay(contender, workload.backend()));
    }
    try (RunningRelay relay = backends.start(contender, workload.backend())) {
      return workload.measure(relay);
    }
  }

  private void write() throws IOException {
    String table = new Report(settings, results).markdown();
    System.out.println(table);
    if (settings.everything()) {
      Files.createDirectories(settings.out());
      Files.writeString(settings.out().resolve("relay.md"), table);
      Files.writeString(
          settings.out().resolve("relay.svg"), Chart.ofAll(settings, results).svg());
      Files.writeString(
          settings.out().resolve("throughput.svg"), Chart.ofThroughput(settings, results).svg());
    }
  }
}
