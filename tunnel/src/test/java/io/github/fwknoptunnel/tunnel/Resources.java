package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What this process holds of what a tunnel may leak. */
record Resources(long descriptors, long threads) {
  static Resources now() throws IOException {
    try (var open = Files.list(Path.of("/proc/self/fd"))) {
      return new Resources(open.count(), Thread.getAllStackTraces().size());
    }
  }

  /** Waits until this much is not exceeded any more. */
  void awaitReturn() throws Exception {
    eventually("no more than " + this, () -> now().fits(this));
  }

  private boolean fits(Resources limit) {
    return descriptors <= limit.descriptors && threads <= limit.threads;
  }
}
