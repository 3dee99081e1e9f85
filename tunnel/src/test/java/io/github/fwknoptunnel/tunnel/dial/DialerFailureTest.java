package io.github.fwknoptunnel.tunnel.dial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.FakeProber.Firewall;
import io.github.fwknoptunnel.tunnel.dial.FakeProber.Reaction;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the dialler makes of refusals, of missing routes and of missing sockets. */
@Timeout(180)
class DialerFailureTest {
  private static final InetSocketAddress TARGET = new InetSocketAddress("127.0.0.1", 22);
  private static final Dialer DIALER = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 3);
  private static final Firewall SILENT = at -> Reaction.DROP;
  private static final Firewall REFUSING = at -> Reaction.REFUSE;

  @Test
  void refusalsFromTheStartAreBelievedAfterThreeSeconds() {
    var refused =
        failure(ConnectFailure.ConnectionRefused.class, new FakeProber(REFUSING, Duration.ZERO));
    assertBetween(3000, 3500, refused.stats().waited());
  }

  @ParameterizedTest(name = "round trip of {0} ms")
  @ValueSource(ints = {200, 500, 900})
  void refusalsThatTakeARoundTripAreBelievedToo(int roundTrip) {
    var network = new FakeProber(REFUSING, Duration.ofMillis(roundTrip));
    var refused = failure(ConnectFailure.ConnectionRefused.class, network);
    assertBetween(3000, 4000, refused.stats().waited());
  }

  @Test
  void aFirewallThatRefusesOnlySomeProbesHasNotOpened() {
    // Linux refuses with at most one ICMP message a second, after the first six.
    Firewall limited =
        at -> at.toMillis() <= 150 || at.toMillis() % 800 < 30 ? Reaction.REFUSE : Reaction.DROP;
    var refused =
        failure(ConnectFailure.ConnectionRefused.class, new FakeProber(limited, Duration.ZERO));
    assertBetween(3000, 3500, refused.stats().waited());
  }

  @Test
  void aRefusingFirewallThatMissedTheFirstProbeHasNotOpened() {
    Firewall lossy = at -> at.isZero() ? Reaction.DROP : Reaction.REFUSE;
    var refused =
        failure(ConnectFailure.ConnectionRefused.class, new FakeProber(lossy, Duration.ZERO));
    assertBetween(3000, 3500, refused.stats().waited());
  }

  @Test
  void aFirewallThatRefusesUntilItOpensIsReached() throws Exception {
    Firewall firewall = at -> at.toMillis() < 60 ? Reaction.REFUSE : Reaction.CONNECT;
    DialResult opened = open(new FakeProber(firewall, Duration.ZERO));
    opened.channel().close();
    assertEquals(ProbeSchedule.UNLEARNED.delayOf(1, 2), opened.took());
  }

  @Test
  void refusalsAfterSilenceMeanThatTheServiceIsDown() {
    Firewall firewall = at -> at.toMillis() < 60 ? Reaction.DROP : Reaction.REFUSE;
    var down = failure(ConnectFailure.ServiceDown.class, new FakeProber(firewall, Duration.ZERO));
    assertEquals(ProbeSchedule.UNLEARNED.delayOf(1, 3), down.stats().waited());
  }

  @Test
  void oneRefusalAmongSilenceIsNotBelieved() throws Exception {
    Duration refused = ProbeSchedule.UNLEARNED.delayOf(1, 3);
    Duration open = ProbeSchedule.UNLEARNED.delayOf(1, 5);
    Firewall firewall =
        at ->
            at.equals(refused)
                ? Reaction.REFUSE
                : at.compareTo(open) < 0 ? Reaction.DROP : Reaction.CONNECT;
    DialResult opened = open(new FakeProber(firewall, Duration.ZERO));
    opened.channel().close();
    assertEquals(open, opened.took());
  }

  /** With few retransmissions the kernel ends a connect before we do: ETIMEDOUT. */
  @Test
  void aProbeThatTheKernelGivesUpWasNotRefused() {
    FakeProber network = new FakeProber(at -> Reaction.GIVE_UP, Duration.ofMillis(300));
    var silent = failure(ConnectFailure.TimedOut.class, network);
    assertBetween(10_000, 10_500, silent.stats().waited());
  }

  @Test
  void noRouteIsToldWithItsCause() {
    FakeProber network = new FakeProber(at -> Reaction.NO_ROUTE, Duration.ZERO);
    var unreachable = failure(ConnectFailure.Unreachable.class, network);
    assertSame(FakeProber.NO_ROUTE, unreachable.cause());
    assertBetween(3000, 3500, unreachable.stats().waited());
  }

  @Test
  void aRouteThatComesBackIsUsed() throws Exception {
    Firewall firewall = at -> at.toMillis() < 500 ? Reaction.NO_ROUTE : Reaction.CONNECT;
    DialResult opened = open(new FakeProber(firewall, Duration.ZERO));
    opened.channel().close();
    assertBetween(500, 560, opened.took());
  }

  @Test
  void theProbesThatRunAreUsedWhenNoMoreCanBeStarted() throws Exception {
    Firewall opensForTheSecond = at -> at.toMillis() < 25 ? Reaction.DROP : Reaction.CONNECT;
    FakeProber network = new FakeProber(opensForTheSecond, Duration.ofMillis(100), 2);
    DialResult opened = open(network);
    opened.channel().close();
    assertEquals(3, network.attempts, "the one that fails is the last");
  }

  @Test
  void withoutASocketForEvenOneProbeTheFailureComesAtOnce() {
    FakeProber network = new FakeProber(SILENT, Duration.ZERO, 0);
    failure(ConnectFailure.TooManyOpenFiles.class, network);
    assertEquals(Duration.ZERO, network.now());
  }

  @Test
  void aFailedKnockEndsTheOpening() {
    ConnectFailure failed = new ConnectFailure.CommandFailed("knock", 3);
    FakeProber network = new FakeProber(SILENT, Duration.ZERO);
    KnockAction broken =
        () -> {
          throw new ConnectFailedException(failed);
        };
    var seen =
        DialFailures.expect(
            ConnectFailure.CommandFailed.class, () -> DIALER.dial(TARGET, broken, network));
    assertSame(failed, seen);
    assertEquals(Duration.ofSeconds(2), network.now());
  }

  private static void assertBetween(int low, int high, Duration actual) {
    assertTrue(actual.toMillis() >= low && actual.toMillis() <= high, actual::toString);
  }

  private static DialResult open(FakeProber network) throws Exception {
    return DIALER.dial(TARGET, () -> {}, network);
  }

  private static <T extends ConnectFailure> T failure(Class<T> kind, FakeProber network) {
    return DialFailures.expect(kind, () -> open(network));
  }
}
