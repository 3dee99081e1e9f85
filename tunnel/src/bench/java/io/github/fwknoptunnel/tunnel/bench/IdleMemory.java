package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What tunnels cost that carry nothing. */
record IdleMemory(List<Integer> steps) implements Workload {
  /** What a first connection loads is no cost of the connection. */
  private static final int FIRST = 20;

  private static final double KIB_PER_MIB = 1024;

  /** Lets timers and lazy threads of the relay come to rest. */
  private static final long REST_MILLIS = 1500;

  @Override
  public Backend backend() {
    return Backend.ECHO;
  }

  @Override
  public boolean direct() {
    return false;
  }

  @Override
  public boolean fresh() {
    return true;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException {
    Map<Metric, Double> result = new EnumMap<>(Metric.class);
    try (Crowd first = new Crowd(relay.port())) {
      first.join(FIRST);
    }
    double empty = rest(relay);
    result.put(Metric.IDLE_0, empty / KIB_PER_MIB);
    try (Crowd crowd = new Crowd(relay.port())) {
      int open = 0;
      for (int step : steps) {
        crowd.join(step - open);
        open = step;
        double resident = rest(relay);
        result.put(step == 1000 ? Metric.IDLE_1000 : Metric.IDLE_5000, resident / KIB_PER_MIB);
        result.put(Metric.IDLE_EACH, (resident - empty) / open);
      }
    }
    return result;
  }

  private static double rest(RunningRelay relay) throws IOException, InterruptedException {
    Thread.sleep(REST_MILLIS);
    return relay.residentKib();
  }
}
