package io.github.fwknoptunnel.tunnel.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the process holds.
 *
 * @param heap bytes in use after a collection
 */
record Vitals(long descriptors, long threads, long heap) {
  /** More in use than at the beginning is a leak only beyond this: caches and counters may grow. */
  private static final long HEAP_SLACK = 24 * 1024 * 1024;

  static Vitals now() throws IOException {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return new Vitals(
          open.count(),
          Thread.getAllStackTraces().size(),
          runtime.totalMemory() - runtime.freeMemory());
    }
  }

  boolean fits(Vitals limit) {
    return descriptors <= limit.descriptors
        && threads <= limit.threads
        && heap <= limit.heap + HEAP_SLACK;
  }

  @Override
  public String toString() {
    return "%d descriptors, %d threads, %.1f MiB of heap"
        .formatted(descriptors, threads, heap / 1048576.0);
  }
}
