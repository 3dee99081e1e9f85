package io.github.fwknoptunnel.tunnel.bench;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.IntStream;

/** What was measured, round by round. */
final class Results {
  private final Map<Metric, Map<Contender, List<Double>>> values = new EnumMap<>(Metric.class);

  void add(Contender contender, Map<Metric, Double> measured) {
    measured.forEach((metric, value) -> of(metric, contender).add(value));
  }

  private List<Double> of(Metric metric, Contender contender) {
    return values
        .computeIfAbsent(metric, m -> new HashMap<>())
        .computeIfAbsent(contender, c -> new ArrayList<>());
  }

  /** In the order of the rounds; empty if it was not measured. */
  List<Double> rounds(Metric metric, Contender contender) {
    return List.copyOf(of(metric, contender));
  }

  boolean measured(Metric metric) {
    return values.getOrDefault(metric, Map.of()).values().stream().anyMatch(v -> !v.isEmpty());
  }

  OptionalDouble median(Metric metric, Contender contender) {
    return median(rounds(metric, contender));
  }

  /**
   * As a share of the direct connection in the same round: what the machine does beside the
   * benchmark changes slowly and strikes both.
   */
  OptionalDouble share(Metric metric, Contender contender) {
    List<Double> own = rounds(metric, contender);
    List<Double> direct = rounds(metric, Contender.DIRECT);
    int both = Math.min(own.size(), direct.size());
    return median(
        IntStream.range(0, both).mapToObj(i -> own.get(i) / direct.get(i)).toList());
  }

  private static OptionalDouble median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int size = sorted.size();
    if (size == 0) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of((sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2);
  }
}
