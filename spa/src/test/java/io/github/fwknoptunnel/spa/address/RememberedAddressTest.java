package io.github.fwknoptunnel.spa.address;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.message.AllowedSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class RememberedAddressTest {
  private static final AllowedSource ME = new AllowedSource("203.0.113.7");
  private static final int THREADS = 8;

  private final AtomicInteger questions = new AtomicInteger();
  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answer = new CountDownLatch(1);

  @Test
  void theAnswerIsAskedForOnce() throws Exception {
    RememberedAddress remembered = new RememberedAddress(this::counted);
    assertEquals(ME, remembered.resolve());
    assertEquals(ME, remembered.resolve());
    assertEquals(1, questions.get());
  }

  @Test
  void whatWasForgottenIsAskedForAgain() throws Exception {
    RememberedAddress remembered = new RememberedAddress(this::counted);
    remembered.resolve();
    remembered.forget();
    assertEquals(ME, remembered.resolve());
    assertEquals(2, questions.get());
  }

  @Test
  void anOldAnswerIsAskedForAgain() throws Exception {
    RememberedAddress remembered = new RememberedAddress(this::counted, Duration.ofNanos(1));
    remembered.resolve();
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  @Test
  void anotherNetworkIsAnotherQuestion() throws Exception {
    AtomicInteger network = new AtomicInteger();
    RememberedAddress remembered =
        new RememberedAddress(this::counted, Duration.ofHours(1), network::get);
    remembered.resolve();
    remembered.resolve();
    assertEquals(1, questions.get());
    network.incrementAndGet();
    remembered.resolve();
    assertEquals(2, questions.get());
  }

  @Test
  void aFailureIsNotRemembered() throws Exception {
    RememberedAddress remembered =
        new RememberedAddress(() -> {
          if (questions.incrementAndGet() == 1) {
            throw Failures.thrownBy("a");
          }
          return ME;
        });
    assertThrows(AddressException.class, remembered::resolve);
    assertEquals(ME, remembered.resolve());
  }

  @Test
  void threadsThatComeTogetherShareOneQuestion() throws Exception {
    RememberedAddress remembered = new RememberedAddress(this::slow);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Future<AllowedSource>> results = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        results.add(threads.submit(remembered::resolve));
      }
      asked.await();
      answer.countDown();
      for (Future<AllowedSource> result : results) {
        assertEquals(ME, result.get());
      }
    }
    assertEquals(1, questions.get());
  }

  @Test
  void aThreadThatWaitsSharesTheFailure() throws Exception {
    AddressException failure = Failures.thrownBy("a");
    RememberedAddress remembered =
        new RememberedAddress(() -> {
          slow();
          throw failure;
        });
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AllowedSource> asker = threads.submit(remembered::resolve);
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
    RememberedAddress remembered = new RememberedAddress(this::slow);
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Future<AllowedSource> first = threads.submit(remembered::resolve);
      asked.await();
      Future<AllowedSource> second = threads.submit(remembered::resolve);
      first.cancel(true);
      answer.countDown();
      assertEquals(ME, second.get());
    }
  }

  @Test
  void theThreadThatAsksSeesItsOwnInterrupt() {
    RememberedAddress remembered = new RememberedAddress(this::slow);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, remembered::resolve);
  }

  @Test
  void aBrokenResolverIsNotHidden() {
    RememberedAddress remembered =
        new RememberedAddress(() -> {
          throw new IllegalArgumentException("broken");
        });
    IllegalStateException e = assertThrows(IllegalStateException.class, remembered::resolve);
    assertInstanceOf(ExecutionException.class, e.getCause());
  }

  private AllowedSource counted() {
    questions.incrementAndGet();
    return ME;
  }

  private AllowedSource slow() throws InterruptedException {
    asked.countDown();
    answer.await();
    return counted();
  }

  private static Thread waitingFor(RememberedAddress remembered) {
    Thread waiter =
        Thread.ofPlatform().start(() -> assertThrows(AddressException.class, remembered::resolve));
    while (waiter.getState() != Thread.State.WAITING) {
      Thread.onSpinWait();
    }
    return waiter;
  }
}
