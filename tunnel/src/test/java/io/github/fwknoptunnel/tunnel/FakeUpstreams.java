package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate that leaves every decision to the test. */
final class FakeUpstreams implements Upstreams {
  final List<CompletableFuture<Upstream>> asked = new CopyOnWriteArrayList<>();
  final List<Duration> confirmed = new CopyOnWriteArrayList<>();
  volatile int distrusted;

  @Override
  public boolean requiresKnock() {
    return true;
  }

  @Override
  public CompletableFuture<Upstream> acquire(long connection) {
    CompletableFuture<Upstream> way = new CompletableFuture<>();
    asked.add(way);
    return way;
  }

  /** What was asked for as number {@code index}, which may still be to come. */
  CompletableFuture<Upstream> question(int index) throws Exception {
    eventually("question " + index, () -> asked.size() > index);
    return asked.get(index);
  }

  @Override
  public synchronized void invalidate() {
    distrusted++;
  }

  @Override
  public void recordConnectTime(Duration connectTime) {
    confirmed.add(connectTime);
  }
}
