package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Connections of one request each, sixteen at a time, without a knock. */
record Connects(int connections) implements Workload {
  @Override
  public Backend backend() {
    return Backend.REDIS;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException {
    RedisBenchmark run = RedisBenchmark.run(relay, connections, List.of("-c", "16", "-k", "0"));
    return Map.of(Metric.CONNECTS, run.perSecond());
  }
}
