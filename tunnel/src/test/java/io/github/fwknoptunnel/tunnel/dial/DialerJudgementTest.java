package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.FakeProbes.Door;
import io.github.fwknoptunnel.tunnel.dial.FakeProbes.Reaction;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dialler makes of refusals, of missing routes and of missing sockets. */
@Timeout(10)
class DialerJudgementTest {
  private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 22);
  private static final Dialer DIALER = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 3);
  private static final Door SILENT = at -> Reaction.DROP;
  private static final Door REFUSING = at -> Reaction.REFUSE;

  @Test
  void refusalsFromTheStartAreBelievedAfterThreeSeconds() {
    var refused = failure(OpenFailure.Refused.class, new FakeProbes(REFUSING, Duration.ZERO));
    assertBetween(3000, 3500, refused.seen().waited());
  }

  @ParameterizedTest(name = "round trip of {0} ms")
  @ValueSource(ints = {200, 500, 900})
  void refusalsThatTakeARoundTripAreBelievedToo(int roundTrip) {
    var network = new FakeProbes(REFUSING, Duration.ofMillis(roundTrip));
    var refused = failure(OpenFailure.Refused.class, network);
    assertBetween(3000, 4000, refused.seen().waited());
  }

  @Test
  void aFirewallThatRefusesOnlySomeProbesHasNotOpened() {
    // Linux refuses with at most one ICMP message a second, after the first six.
    Door limited =
        at -> at.toMillis() <= 150 || at.toMillis() % 800 < 30 ? Reaction.REFUSE : Reaction.DROP;
    var refused = failure(OpenFailure.Refused.class, new FakeProbes(limited, Duration.ZERO));
    assertBetween(3000, 3500, refused.seen().waited());
  }

  @Test
  void aRefusingFirewallThatMissedTheFirstProbeHasNotOpened() {
    Door lossy = at -> at.isZero() ? Reaction.DROP : Reaction.REFUSE;
    var refused = failure(OpenFailure.Refused.class, new FakeProbes(lossy, Duration.ZERO));
    assertBetween(3000, 3500, refused.seen().waited());
  }

  @Test
  void aFirewallThatRefusesUntilItOpensIsReached() throws Exception {
    Door door = at -> at.toMillis() < 60 ? Reaction.REFUSE : Reaction.CONNECT;
    Opened opened = open(new FakeProbes(door, Duration.ZERO));
    opened.channel().close();
    assertEquals(ProbeSchedule.UNLEARNED.at(1, 2), opened.took());
  }

  @Test
  void refusalsAfterSilenceMeanThatTheServiceIsDown() {
    Door door = at -> at.toMillis() < 60 ? Reaction.DROP : Reaction.REFUSE;
    var down = failure(OpenFailure.ServiceDown.class, new FakeProbes(door, Duration.ZERO));
    assertEquals(ProbeSchedule.UNLEARNED.at(1, 3), down.seen().waited());
  }

  @Test
  void oneRefusalAmongSilenceIsNotBelieved() throws Exception {
    Duration refused = ProbeSchedule.UNLEARNED.at(1, 3);
    Duration open = ProbeSchedule.UNLEARNED.at(1, 5);
    Door door =
        at ->
            at.equals(refused)
                ? Reaction.REFUSE
                : at.compareTo(open) < 0 ? Reaction.DROP : Reaction.CONNECT;
    Opened opened = open(new FakeProbes(door, Duration.ZERO));
    opened.channel().close();
    assertEquals(open, opened.took());
  }

  @Test
  void noRouteIsToldWithItsCause() {
    FakeProbes network = new FakeProbes(at -> Reaction.NO_ROUTE, Duration.ZERO);
    var unreachable = failure(OpenFailure.Unreachable.class, network);
    assertSame(FakeProbes.NO_ROUTE, unreachable.cause());
    assertBetween(3000, 3500, unreachable.seen().waited());
  }

  @Test
  void aRouteThatComesBackIsUsed() throws Exception {
    Door door = at -> at.toMillis() < 500 ? Reaction.NO_ROUTE : Reaction.CONNECT;
    Opened opened = open(new FakeProbes(door, Duration.ZERO));
    opened.channel().close();
    assertBetween(500, 560, opened.took());
  }

  @Test
  void theProbesThatRunAreUsedWhenNoMoreCanBeStarted() throws Exception {
    Door opensForTheSecond = at -> at.toMillis() < 25 ? Reaction.DROP : Reaction.CONNECT;
    FakeProbes network = new FakeProbes(opensForTheSecond, Duration.ofMillis(100), 2);
    Opened opened = open(network);
    opened.channel().close();
    assertEquals(3, network.attempts, "the one that fails is the last");
  }

  @Test
  void withoutASocketForEvenOneProbeTheFailureComesAtOnce() {
    FakeProbes network = new FakeProbes(SILENT, Duration.ZERO, 0);
    failure(OpenFailure.OutOfDescriptors.class, network);
    assertEquals(Duration.ZERO, network.now());
  }

  @Test
  void aFailedKnockEndsTheOpening() {
    OpenFailure failed = new OpenFailure.CommandFailed("knock", 3);
    FakeProbes network = new FakeProbes(SILENT, Duration.ZERO);
    Knock broken =
        () -> {
          throw new OpenException(failed);
        };
    var seen =
        DialFailures.expect(
            OpenFailure.CommandFailed.class, () -> DIALER.open(TARGET, broken, network));
    assertSame(failed, seen);
    assertEquals(Duration.ofSeconds(2), network.now());
  }

  private static void assertBetween(int low, int high, Duration actual) {
    assertTrue(actual.toMillis() >= low && actual.toMillis() <= high, actual::toString);
  }

  private static Opened open(FakeProbes network) throws Exception {
    return DIALER.open(TARGET, () -> {}, network);
  }

  private static <T extends OpenFailure> T failure(Class<T> kind, FakeProbes network) {
    return DialFailures.expect(kind, () -> open(network));
  }
}
