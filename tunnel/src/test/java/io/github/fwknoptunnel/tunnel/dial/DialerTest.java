package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.FakeProber.Firewall;
import io.github.fwknoptunnel.tunnel.dial.FakeProber.Reaction;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a port opens: how soon that is noticed, and what it costs in probes and packets. */
@Timeout(180)
class DialerTest {
  private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 22);
  private static final Firewall NEVER = at -> Reaction.DROP;

  private final List<Duration> knocks = new ArrayList<>();

  @Test
  void aPortThatOpensLateIsReachedByTheNextStep() throws Exception {
    Duration third = ProbeSchedule.UNLEARNED.delayOf(1, 2);
    int before = (int) third.toMillis() - 1;
    DialResult opened = open(dialer(), new FakeProber(opensAt(before), Duration.ZERO));
    assertEquals(third, opened.took());
    assertEquals(third, Duration.between(opened.knocked(), opened.probeStarted()));
    assertEquals(3, opened.probes());
    assertEquals(1, opened.knocks());
  }

  @Test
  void aRoundTripLongerThanTheStepsIsWaitedFor() throws Exception {
    // A probe's SYN arrives after half a round trip.
    Duration third = ProbeSchedule.UNLEARNED.delayOf(1, 2);
    int open = (int) third.toMillis() + 100;
    DialResult opened = open(dialer(), new FakeProber(opensAt(open), Duration.ofMillis(200)));
    assertEquals(third.plusMillis(200), opened.took());
    assertEquals(third, Duration.between(opened.knocked(), opened.probeStarted()));
  }

  @Test
  void aRoundTripOfAlmostThreeSecondsIsWaitedFor() throws Exception {
    DialResult opened = open(dialer(), new FakeProber(opensAt(0), Duration.ofMillis(2990)));
    assertEquals(Duration.ofMillis(2990), opened.took());
  }

  @Test
  void silenceCostsAtMostSixteenProbesAtATimeAndFortyInAll() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    silent(new Dialer(Duration.ZERO, Duration.ofMinutes(5), 3), probes);
    assertEquals(16, probes.mostInFlight);
    assertEquals(40, probes.starts.size());
  }

  @Test
  void noProbeIsGivenUpBeforeItsTime() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    silent(new Dialer(Duration.ZERO, Duration.ofMinutes(5), 3), probes);
    List<Long> lives = probes.dropsAfter.stream().map(Duration::toMillis).toList();
    assertTrue(lives.stream().allMatch(life -> life == 800 || life >= 3000), lives::toString);
    assertTrue(lives.contains(800L) && lives.getLast() >= 3000, lives::toString);
  }

  @Test
  void noTwoProbesRepeatTheirFirstPacketInOneTickOfTheKernel() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    silent(new Dialer(Duration.ZERO, Duration.ofSeconds(2), 1), probes);
    List<Long> packets =
        probes.packets().stream()
            .map(Duration::toMillis)
            .filter(at -> at > 610 && at < 2000)
            .sorted()
            .toList();
    assertTrue(packets.size() >= 3, packets::toString);
    for (int i = 1; i < packets.size(); i++) {
      assertTrue(packets.get(i) - packets.get(i - 1) > 64, packets::toString);
    }
  }

  @ParameterizedTest(name = "at most {0} packets: {1} of silence")
  @CsvSource({"1, ''", "2, 2000", "3, 2000 5000", "9, 2000 5000"})
  void silenceIsAnsweredWithFreshPackets(int mostKnocks, String times) {
    ConnectFailure.TimedOut silent =
        silent(
            new Dialer(Duration.ZERO, Duration.ofSeconds(10), mostKnocks),
            new FakeProber(NEVER, Duration.ZERO));
    assertEquals(times, String.join(" ", knocks.stream().map(t -> "" + t.toMillis()).toList()));
    assertEquals(knocks.size() + 1, silent.stats().knocks());
  }

  @Test
  void aFurtherPacketThatIsLeftOutIsNotCountedAndTheNextHasItsChance() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    KnockAction knock =
        new KnockAction() {
          @Override
          public void knock() {
            throw new AssertionError("it was sent before");
          }

          @Override
          public boolean retry() {
            knocks.add(probes.now());
            return knocks.size() > 1;
          }
        };
    ConnectFailure.TimedOut silent =
        DialFailures.expect(
            ConnectFailure.TimedOut.class, () -> dialer().dial(TARGET, knock, probes));
    assertEquals(List.of(Duration.ofSeconds(2), Duration.ofSeconds(5)), knocks);
    assertEquals(2, silent.stats().knocks());
  }

  @Test
  void aPortThatOpensGetsNoFurtherPacket() throws Exception {
    open(dialer(), new FakeProber(opensAt(1500), Duration.ZERO));
    assertEquals(List.of(), knocks);
  }

  @Test
  void whatTheSecondPacketOpensIsReachedByTheNextProbe() throws Exception {
    DialResult opened = open(dialer(), new FakeProber(opensAt(2060), Duration.ZERO));
    assertEquals(Duration.ofMillis(2075), opened.took());
    assertEquals(2, opened.knocks());
  }

  @Test
  void anOpeningIsRememberedForTheNextProbes() throws Exception {
    PortOpenTimes times = new PortOpenTimes();
    try (ServerSocket server = Peers.server()) {
      var target = (InetSocketAddress) server.getLocalSocketAddress();
      dialer().dial(target, () -> {}, times).channel().close();
    }
    assertNotSame(ProbeSchedule.UNLEARNED, times.schedule());
  }

  @Test
  void theDelayIsKeptAfterEveryPacket() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    silent(new Dialer(Duration.ofMillis(1000), Duration.ofSeconds(4), 2), probes);
    assertEquals(Duration.ofMillis(1000), probes.starts.getFirst());
    assertTrue(
        probes.starts.stream().noneMatch(t -> t.toMillis() >= 2000 && t.toMillis() < 3025),
        () -> "probes at " + probes.starts);
  }

  @Test
  void silenceEndsWithTheOpenTimeout() {
    FakeProber probes = new FakeProber(NEVER, Duration.ZERO);
    ConnectFailure.TimedOut silent = silent(dialer(), probes);
    assertEquals(
        new ConnectFailure.DialStats(TARGET, 3, probes.starts.size(), Duration.ofSeconds(10)),
        silent.stats());
  }

  @Test
  void noPacketIsSentAtTheLastMoment() {
    // The probe of 9.2 s is refused when there is just time for one more look at the clock.
    Firewall firewall = at -> at.toMillis() < 9500 ? Reaction.DROP : Reaction.REFUSE;
    for (int nanos = 0; nanos < 50; nanos++) {
      FakeProber probes = new FakeProber(firewall, Duration.ofMillis(800).minusNanos(nanos));
      probes.tick = Duration.ofNanos(1);
      Dialer dialer = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);
      assertThrows(
          ConnectFailedException.class,
          () -> dialer.dial(TARGET, () -> knocks.add(probes.now()), probes));
      assertEquals(List.of(), knocks);
    }
  }

  private static Firewall opensAt(int millis) {
    return at -> at.toMillis() < millis ? Reaction.DROP : Reaction.CONNECT;
  }

  private static Dialer dialer() {
    return new Dialer(Duration.ZERO, Duration.ofSeconds(10), 3);
  }

  private DialResult open(Dialer dialer, FakeProber probes) throws Exception {
    DialResult opened = dialer.dial(TARGET, () -> knocks.add(probes.now()), probes);
    opened.channel().close();
    return opened;
  }

  private ConnectFailure.TimedOut silent(Dialer dialer, FakeProber probes) {
    return DialFailures.expect(
        ConnectFailure.TimedOut.class,
        () -> dialer.dial(TARGET, () -> knocks.add(probes.now()), probes));
  }
}
