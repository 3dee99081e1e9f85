package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(10)
class ProbeScheduleTest {
  @Test
  void probesAreDenseWhereServersOpenAndSteadyLater() {
    assertEquals(
        List.of(0L, 25L, 50L, 75L, 100L, 125L, 150L, 200L, 250L, 400L, 800L, 1200L, 1600L),
        millis(1, 13));
  }

  @Test
  void afterALaterKnockProbesAreFewer() {
    assertEquals(List.of(25L, 75L, 125L, 250L, 400L, 800L, 1200L), millis(2, 7));
    assertEquals(millis(2, 7), millis(3, 7));
  }

  private static List<Long> millis(int knock, int count) {
    return IntStream.range(0, count).mapToObj(i -> ProbeSchedule.at(knock, i).toMillis()).toList();
  }
}
