package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.util.Map;

/** One measurement, bounded in time. */
interface Workload {
  Backend backend();

  /** Whether it makes sense without a relay. */
  default boolean direct() {
    return true;
  }

  /** Whether it is measured once, with a relay of its own that nothing has been through. */
  default boolean fresh() {
    return false;
  }

  Map<Metric, Double> measure(RunningRelay relay) throws IOException, InterruptedException;
}
