package io.github.fwknoptunnel.tunnel.testing;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import java.io.IOException;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Knocks whose end the test decides. */
public final class FakeKnocker implements Knocker {
  public final List<KnockTarget> knocks = new CopyOnWriteArrayList<>();
  public final AtomicInteger interrupted = new AtomicInteger();
  public volatile @Nullable ConnectFailure failure;
  public volatile @Nullable RuntimeException defect;
  private final Semaphore mayEnd;

  private FakeKnocker(int mayEnd) {
    this.mayEnd = new Semaphore(mayEnd);
  }

  /** Every knock ends at once. */
  public static FakeKnocker quick() {
    return new FakeKnocker(Integer.MAX_VALUE);
  }

  /** Every knock lasts until {@link #release}. */
  public static FakeKnocker held() {
    return new FakeKnocker(0);
  }

  public void release() {
    mayEnd.release();
  }

  public void awaitKnocks(int count) throws Exception {
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

  /** Some port; nobody connects to it. */
  public static KnockTarget target() throws IOException {
    return new KnockTarget("127.0.0.1", InetAddress.getByName("127.0.0.1"), 22, 1);
  }

  @Override
  public int maxKnocks() {
    return 1;
  }
}
