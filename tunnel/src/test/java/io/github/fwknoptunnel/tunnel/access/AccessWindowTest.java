package io.github.fwknoptunnel.tunnel.access;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.MovedClock;
import java.time.Duration;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class AccessWindowTest {
  private static final Duration LENGTH = Duration.ofSeconds(20);

  @ParameterizedTest(name = "{2}: wall clock {0} s on, monotonic clock {1} s on")
  @CsvSource(
      textBlock =
          """
          0,      0,  open,   just knocked
          19,     19, open,   almost over
          20,     20, closed, over
          3600,   5,  closed, the laptop slept
          -3600,  5,  open,   the wall clock was set back
          -3600,  21, closed, set back and over
          """)
  void theFasterClockCounts(long wall, long monotonic, String state, String reason) {
    MovedClock clock = new MovedClock();
    long[] nanos = {Long.MAX_VALUE - 5}; // The counter may wrap round.
    AccessWindow window = AccessWindow.startingNow(LENGTH, clock, () -> nanos[0]);
    clock.advance(Duration.ofSeconds(wall));
    nanos[0] += Duration.ofSeconds(monotonic).toNanos();
    assertEquals(state.equals("open"), window.isOpen(), reason);
  }
}
