package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
class ProbeScheduleTest {
  private static final int DENSE = 16;

  @Test
  void sixteenProbesStartUntilTheHorizonAndTheFirstAtOnce() {
    List<Long> times = millis(ProbeSchedule.UNLEARNED, 1, DENSE + 1);
    assertEquals(List.of(0L, 20L), times.subList(0, 2));
    assertEquals(610, times.get(DENSE - 1));
    assertEquals(2000, times.get(DENSE));
    assertEquals(times.stream().sorted().distinct().toList(), times);
  }

  @ParameterizedTest(name = "opening between {0} and {1} ms: at most {2} ms of lag")
  @CsvSource({"40, 210, 75", "140, 600, 52"})
  void aTargetThatIsNotKnownYetIsMetWithAShortLag(int from, int to, int most) {
    for (int at = from; at <= to; at++) {
      long lag = lag(ProbeSchedule.UNLEARNED, at);
      assertTrue(lag <= most, "opened at " + at + ", lag " + lag);
    }
  }

  /** The openings of each kind of server, as measured; a fixed seed. */
  @ParameterizedTest(name = "openings between {0} and {1} ms: lag {2} in the middle, {3} at most")
  @CsvSource({"55, 156, 18, 40", "143, 548, 25, 70"})
  void aTargetThatIsKnownIsMetWithAShorterLag(int from, int to, int median, int most) {
    Random random = new Random(1);
    PortOpenTimes times = new PortOpenTimes();
    List<Long> lags = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      int at = random.nextInt(from, to + 1);
      long lag = lag(times.schedule(), at);
      lags.add(lag);
      times.add(Duration.ofMillis(at + lag));
    }
    lags.sort(null);
    assertTrue(lags.get(100) <= median, "median " + lags.get(100));
    assertTrue(lags.getLast() <= most, "most " + lags.getLast());
  }

  @Test
  void theDensePartMovesToWhereTheTargetOpens() {
    PortOpenTimes times = new PortOpenTimes();
    for (int i = 0; i < 20; i++) {
      times.add(Duration.ofMillis(500));
    }
    long near = within(times.schedule(), 400, 540);
    assertTrue(near > within(ProbeSchedule.UNLEARNED, 400, 540), () -> "probes there: " + near);
  }

  @Test
  void anOpeningBeyondTheHorizonChangesOnlyWhereProbesAreDense() {
    PortOpenTimes times = new PortOpenTimes();
    times.add(Duration.ofSeconds(8));
    assertEquals(610, times.schedule().delayOf(1, DENSE - 1).toMillis());
  }

  @Test
  void afterALaterKnockProbesAreFewer() {
    List<Long> second = millis(ProbeSchedule.UNLEARNED, 2, 6);
    assertEquals(List.of(75L, 150L, 250L, 400L, 800L, 1200L), second);
    assertEquals(second, millis(ProbeSchedule.UNLEARNED, 3, 6));
  }

  private static long lag(ProbeSchedule schedule, int openedAt) {
    return millis(schedule, 1, DENSE).stream()
        .mapToLong(probe -> probe - openedAt)
        .filter(lag -> lag >= 0)
        .min()
        .orElseThrow();
  }

  private static long within(ProbeSchedule schedule, int from, int to) {
    return millis(schedule, 1, DENSE).stream().filter(at -> at >= from && at <= to).count();
  }

  private static List<Long> millis(ProbeSchedule schedule, int knock, int count) {
    return IntStream.range(0, count).mapToObj(i -> schedule.delayOf(knock, i).toMillis()).toList();
  }
}
