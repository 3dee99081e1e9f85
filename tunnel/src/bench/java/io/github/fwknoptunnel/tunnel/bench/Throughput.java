package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** As much as goes through. The single upload also tells what that costs. */
record Throughput(List<String> options, int seconds, Metric metric) implements Workload {
  @Override
  public Backend backend() {
    return Backend.IPERF;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException {
    Iperf run = Iperf.run(relay, options, seconds);
    if (metric == Metric.UPLOAD_1 && relay.hasProcess()) {
      return Map.of(metric, run.gigabits(), Metric.CPU_FLAT_OUT, run.cpuPerGibibyte());
    }
    return Map.of(metric, run.gigabits());
  }
}
