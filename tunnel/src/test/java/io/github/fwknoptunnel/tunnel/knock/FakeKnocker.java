package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.dial.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.dial.ConnectFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knocks whose end the test decides. */
final class FakeKnocker implements Knocker {
  final List<KnockTarget> knocks = new CopyOnWriteArrayList<>();
  final AtomicInteger interrupted = new AtomicInteger();
  volatile @Nullable ConnectFailure failure;
  volatile @Nullable RuntimeException defect;
  private final Semaphore mayEnd;

  private FakeKnocker(int mayEnd) {
    this.mayEnd = new Semaphore(mayEnd);
  }

  /** Every knock ends at once. */
  static FakeKnocker quick() {
    return new FakeKnocker(Integer.MAX_VALUE);
  }

  /** Every knock lasts until {@link #release}. */
  static FakeKnocker held() {
    return new FakeKnocker(0);
  }

  void release() {
    mayEnd.release();
  }

  void awaitKnocks(int count) throws Exception {
    eventually(count + " knocks", () -> knocks.size() >= count);
  }

  @Override
  public KnockResult knock(KnockTarget target) throws ConnectFailedException, InterruptedException {
    knocks.add(target);
    try {
      mayEnd.acquire();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
    ConnectFailure known = failure;
    if (known != null) {
      throw new ConnectFailedException(known);
    }
    RuntimeException unknown = defect;
    if (unknown != null) {
      throw unknown;
    }
    return new KnockResult.CommandSucceeded("knock " + knocks.size());
  }

  @Override
  public int maxKnocks() {
    return 1;
  }
}
