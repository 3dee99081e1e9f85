package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** Upstreams that leave every decision to the test. */
final class FakeUpstreams implements Upstreams {
  final List<CompletableFuture<Upstream>> requests = new CopyOnWriteArrayList<>();
  final List<Duration> connectTimes = new CopyOnWriteArrayList<>();
  volatile int invalidated;

  @Override
  public boolean requiresKnock() {
    return true;
  }

  @Override
  public CompletableFuture<Upstream> acquire(long connection) {
    CompletableFuture<Upstream> upstream = new CompletableFuture<>();
    requests.add(upstream);
    return upstream;
  }

  /** The request number {@code index}, which may still be to come. */
  CompletableFuture<Upstream> request(int index) throws Exception {
    eventually("request " + index, () -> requests.size() > index);
    return requests.get(index);
  }

  @Override
  public synchronized void invalidate() {
    invalidated++;
  }

  @Override
  public void recordConnectTime(Duration connectTime) {
    connectTimes.add(connectTime);
  }
}
