package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knocks whose end the test decides. */
final class FakeKnocker implements Knocker {
  final List<KnockTarget> knocks = new CopyOnWriteArrayList<>();
  final AtomicInteger interrupted = new AtomicInteger();
  volatile @Nullable OpenFailure failure;
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
  public KnockReceipt knock(KnockTarget target) throws OpenException, InterruptedException {
    knocks.add(target);
    try {
      mayEnd.acquire();
    } catch (InterruptedException e) {
      interrupted.incrementAndGet();
      throw e;
    }
    OpenFailure known = failure;
    if (known != null) {
      throw new OpenException(known);
    }
    RuntimeException unknown = defect;
    if (unknown != null) {
      throw unknown;
    }
    return new KnockReceipt.CommandDone("knock " + knocks.size());
  }

  @Override
  public int mostKnocks() {
    return 1;
  }
}
