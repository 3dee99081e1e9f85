package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.knock.Gate;
import io.github.fwknoptunnel.tunnel.knock.Way;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;

/** A gate that leaves every decision to the test. */
final class FakeGate implements Gate {
  final List<CompletableFuture<Way>> asked = new CopyOnWriteArrayList<>();
  final List<Duration> confirmed = new CopyOnWriteArrayList<>();
  volatile int distrusted;

  @Override
  public boolean knocks() {
    return true;
  }

  @Override
  public CompletableFuture<Way> open(long connection) {
    CompletableFuture<Way> way = new CompletableFuture<>();
    asked.add(way);
    return way;
  }

  /** What was asked for as number {@code index}, which may still be to come. */
  CompletableFuture<Way> question(int index) throws Exception {
    eventually("question " + index, () -> asked.size() > index);
    return asked.get(index);
  }

  @Override
  public synchronized void distrust() {
    distrusted++;
  }

  @Override
  public void confirmed(Duration connectTime) {
    confirmed.add(connectTime);
  }
}
