package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.Map;

/** Three thousand clients at once: until the last has its byte back. */
record Burst() implements Workload {
  private static final int CLIENTS = 3000;
  private static final double NANOS = 1e9;

  @Override
  public Backend backend() {
    return Backend.ECHO;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException {
    try (Crowd crowd = new Crowd(relay.port())) {
      return Map.of(Metric.BURST, crowd.join(CLIENTS).toNanos() / NANOS);
    }
  }
}
