package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** One stream of 4 Gbit/s, which every relay manages: what does it cost? */
record SteadyLoad(int seconds) implements Workload {
  @Override
  public Backend backend() {
    return Backend.IPERF;
  }

  @Override
  public boolean direct() {
    return false;
  }

  @Override
  public Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException {
    Iperf run = Iperf.run(relay, List.of("-b", "4G"), seconds);
    return Map.of(Metric.CPU_STEADY, run.cpuPerGibibyte());
  }
}
