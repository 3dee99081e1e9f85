package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.testing.MovedClock;
import io.github.fwknoptunnel.spa.time.Age;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class CachingResolverTest {
  private static final AllowIp ME = new AllowIp("203.0.113.7");
  private static final int THREADS = 8;
  private static final Duration MAX_AGE = Duration.ofMinutes(10);

  private final MovedClock wall = new MovedClock();
  private final AtomicLong nanos = new AtomicLong();
  private final AtomicInteger questions = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void theAnswerIsAskedForOnce() throws Exception {
    CachingResolver remembered = new CachingResolver(this::counted);
    assertEquals(ME, remembered.resolve());
    assertEquals(ME, remembered.resolve());
    assertEquals(1, questions.get());
  }

  @Test
  void whatWasForgottenIsAskedForAgain() throws Exception {
    CachingResolver remembered = new CachingResolver(this::counted);
    remembered.resolve();
    remembered.invalidate();
    assertEquals(ME, remembered.resolve());
    assertEquals(2, questions.get());
  }

  @Test
  void anOldAnswerIsAskedForAgain() throws Exception {
    CachingResolver remembered = remembered(() -> 1);
    remembered.resolve();
    nanos.addAndGet(MAX_AGE.minusNanos(1).toNanos());
    remembered.resolve();
    assertEquals(1, questions.get());
    nanos.incrementAndGet();
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  /** The monotonic clock stands still meanwhile, and the network may be the same. */
  @Test
  void afterAnHourOfSuspendTheAnswerIsAskedForAgain() throws Exception {
    CachingResolver remembered = remembered(() -> 1);
    remembered.resolve();
    wall.advance(Duration.ofHours(1));
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  @Test
  void aClockThatIsSetBackDoesNotKeepAnAnswerAlive() throws Exception {
    CachingResolver remembered = remembered(() -> 1);
    remembered.resolve();
    wall.advance(Duration.ofDays(-1));
    nanos.addAndGet(MAX_AGE.toNanos());
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  @Test
  void anotherNetworkIsAnotherQuestion() throws Exception {
    AtomicInteger network = new AtomicInteger();
    CachingResolver remembered = remembered(network::get);
    remembered.resolve();
    remembered.resolve();
    assertEquals(1, questions.get());
    network.incrementAndGet();
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    CachingResolver remembered =
        new CachingResolver(() -> {
          if (questions.incrementAndGet() == 1) {
            throw Failures.thrownBy("a");
          }
          return ME;
        });
    assertThrows(PublicIpException.class, remembered::resolve);
    assertEquals(ME, remembered.resolve());
  }

  @Test
  void threadsThatComeTogetherShareOneQuestion() throws Exception {
    CachingResolver remembered = new CachingResolver(this::slow);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AllowIp>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(remembered::resolve));
      }
      asked.await();
      answer.countDown();
      for (Future<AllowIp> result : results) {
        assertEquals(ME, result.get());
      }
    }
    assertEquals(1, questions.get());
  }

  @Test
  void aThreadThatWaitsSharesTheFailure() throws Exception {
    PublicIpException failure = Failures.thrownBy("a");
    CachingResolver remembered =
        new CachingResolver(() -> {
          slow();
          throw failure;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AllowIp> asker = threads.submit(remembered::resolve);
      asked.await();
      Thread waiter = waitingFor(remembered);
      answer.countDown();
      ExecutionException e = assertThrows(ExecutionException.class, asker::get);
      assertSame(failure, e.getCause());
      waiter.join();
    }
  }

  @Test
  void whoeverIsCalledOffDoesNotCallOffTheOthers() throws Exception {
    CachingResolver remembered = new CachingResolver(this::slow);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AllowIp> first = threads.submit(remembered::resolve);
      asked.await();
      Future<AllowIp> second = threads.submit(remembered::resolve);
      first.cancel(true);
      answer.countDown();
      assertEquals(ME, second.get());
    }
  }

  @Test
  void theThreadThatAsksSeesItsOwnInterrupt() {
    CachingResolver remembered = new CachingResolver(this::slow);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, remembered::resolve);
  }

  @Test
  void aBrokenResolverIsNotHidden() {
    CachingResolver remembered =
        new CachingResolver(() -> {
          throw new IllegalArgumentException("broken");
        });
    IllegalStateException e = assertThrows(IllegalStateException.class, remembered::resolve);
    assertInstanceOf(ExecutionException.class, e.getCause());
  }

  private CachingResolver remembered(Supplier<?> surroundings) {
    return new CachingResolver(
        this::counted, MAX_AGE, surroundings, new Age.Clocks(wall, nanos::get));
  }

  private AllowIp counted() {
    questions.incrementAndGet();
    return ME;
  }

  private AllowIp slow() throws InterruptedException {
    asked.countDown();
    answer.await();
    return counted();
  }

  private static Thread waitingFor(CachingResolver remembered) {
    Thread waiter =
        Thread.ofPlatform().start(() -> assertThrows(PublicIpException.class, remembered::resolve));
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return waiter;
  }
}
