package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** A request, its answer, the next request. */
record PingPong(int connections, int requests, List<Metric> metrics) implements Workload {
  static PingPong one(int requests) {
    return new PingPong(
        1, requests, List.of(Metric.PING_1, Metric.PING_1_P50, Metric.PING_1_P99));
  }

  static PingPong fifty(int requests) {
    return new PingPong(
        50, requests, List.of(Metric.PING_50, Metric.PING_50_P50, Metric.PING_50_P99));
  }

  @Override
  public Backend backend() {
    return Backend.REDIS;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException {
    RedisBenchmark run = RedisBenchmark.run(relay, requests, List.of("-c", "" + connections));
    return Map.of(
        metrics.get(0), run.perSecond(),
        metrics.get(1), run.median(),
        metrics.get(2), run.percentile99());
  }
}
