package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** So many knocks in a minute, by a clock that moves only while somebody waits. */
@Timeout(180)
class KnockRateLimiterTest {
  private static final Duration MINUTE = Duration.ofMinutes(1);
  private static final Duration HOUR = Duration.ofHours(1);

  /** Begins shortly before its number overflows, as the system's own may. */
  private static final class FakeClock implements MonotonicClock {
    private static final long START = Long.MAX_VALUE - 7;

    private long now = START;
    private Runnable whenSlept = () -> {};

    Duration passed() {
      return Duration.ofNanos(now - START);
    }

    @Override
    public long nanos() {
      return now;
    }

    @Override
    public void sleep(Duration time) {
      assertTrue(time.isPositive(), "a wait for nothing");
      now += time.toNanos();
      whenSlept.run();
    }
  }

  private final FakeClock clock = new FakeClock();

  @Test
  void theFirstOnesDoNotWait() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(3, clock);
    takeAll(limit, 3);
    assertEquals(Duration.ZERO, clock.passed());
  }

  @Test
  void theNextWaitsUntilTheOldestIsAMinuteAgo() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(2, clock);
    takeAll(limit, 1);
    clock.sleep(Duration.ofSeconds(20));
    takeAll(limit, 2);
    assertEquals(MINUTE, clock.passed());
    takeAll(limit, 1);
    assertEquals(Duration.ofSeconds(80), clock.passed());
  }

  @Test
  void whoRunsOutOfPatienceIsTold() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(2, clock);
    takeAll(limit, 2);
    Duration timeout = Duration.ofSeconds(10);
    ConnectFailedException e =
        assertThrows(ConnectFailedException.class, () -> limit.acquire(timeout));
    assertEquals(new ConnectFailure.KnockRateLimited(2, timeout), e.failure());
    assertEquals(timeout, clock.passed());
  }

  @Test
  void aKnockThatIsAllowedAtTheLastMomentIsTaken() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(1, clock);
    takeAll(limit, 1);
    limit.acquire(MINUTE);
    assertEquals(MINUTE, clock.passed());
  }

  @Test
  void whoIsOvertakenWaitsOn() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(1, clock);
    takeAll(limit, 1);
    clock.whenSlept =
        () -> {
          clock.whenSlept = () -> {};
          assertTrue(limit.tryAcquire().isPresent());
        };
    limit.acquire(HOUR);
    assertEquals(MINUTE.multipliedBy(2), clock.passed());
  }

  @Test
  void whoDoesNotWaitIsRefused() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(1, clock);
    assertTrue(limit.tryAcquire().isPresent());
    assertFalse(limit.tryAcquire().isPresent());
    clock.sleep(MINUTE.minusNanos(1));
    assertFalse(limit.tryAcquire().isPresent());
    clock.sleep(Duration.ofNanos(1));
    assertTrue(limit.tryAcquire().isPresent());
  }

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void noSixtySecondsEverHaveMore(long seed) throws Exception {
    SplittableRandom random = new SplittableRandom(seed);
    KnockRateLimiter limit = new KnockRateLimiter(7, clock);
    List<Duration> knocks = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      if (random.nextBoolean()) {
        clock.sleep(Duration.ofMillis(random.nextLong(1, 20_000)));
      }
      limit.acquire(HOUR);
      knocks.add(clock.passed());
    }
    for (int i = 7; i < knocks.size(); i++) {
      assertTrue(knocks.get(i).minus(knocks.get(i - 7)).compareTo(MINUTE) >= 0, "knock " + i);
    }
  }

  @Test
  void aFurtherKnockThatIsNotAllowedIsLeftOutAndTheFirstOneWaits() throws Exception {
    FakeKnocker knocker = FakeKnocker.quick();
    RateLimitedKnocker limited =
        new RateLimitedKnocker(knocker, new KnockRateLimiter(2, clock), HOUR);
    KnockTarget target = FakeKnocker.target();
    limited.knock(target);
    assertTrue(limited.retry(target).isPresent());
    assertTrue(limited.retry(target).isEmpty());
    assertEquals(2, knocker.knocks.size());
    limited.knock(target);
    assertEquals(3, knocker.knocks.size());
    assertEquals(MINUTE, clock.passed());
  }

  @Test
  void aTurnInWhichNothingWasSentIsGivenBack() throws Exception {
    KnockRateLimiter limit = new KnockRateLimiter(1, clock);
    FakeKnocker knocker = FakeKnocker.quick();
    Knocker failing =
        new Knocker() {
          @Override
          public KnockResult knock(KnockTarget target) throws InterruptedException {
            throw new InterruptedException("the clients have left");
          }

          @Override
          public int maxKnocks() {
            return 1;
          }
        };
    KnockTarget target = FakeKnocker.target();
    assertThrows(
        InterruptedException.class,
        () -> new RateLimitedKnocker(failing, limit, HOUR).knock(target));
    new RateLimitedKnocker(knocker, limit, HOUR).knock(target);
    assertEquals(Duration.ZERO, clock.passed());
    assertFalse(limit.tryAcquire().isPresent());
  }

  private static void takeAll(KnockRateLimiter limit, int count) throws Exception {
    for (int i = 0; i < count; i++) {
      limit.acquire(HOUR);
    }
  }
}
