package io.github.fwknoptunnel.cli.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class ConnectFailureMessagesTest {
  private static final IOException DOWN = new IOException("Network is unreachable");

  private static ConnectFailure.DialStats seen(int knocks) {
    return new ConnectFailure.DialStats(
        InetSocketAddress.createUnresolved("h", 22), knocks, 9, Duration.ofSeconds(10));
  }

  private record Sample(ConnectFailure failure, ExitStatus status, String error) {}

  private static Sample noKnock(ConnectFailure failure, String error) {
    return new Sample(failure, ExitStatus.KNOCK_FAILED, error);
  }

  private static Sample closed(ConnectFailure failure, String error) {
    return new Sample(failure, ExitStatus.STAYED_CLOSED, error);
  }

  static Stream<Sample> samples() {
    return Stream.of(
        noKnock(new ConnectFailure.NameNotResolved("h"), "the name h cannot be resolved"),
        noKnock(new ConnectFailure.NoIpv4Address("h"), "h has no IPv4 address"),
        noKnock(new ConnectFailure.NoIpv6Address("h"), "h has no IPv6 address"),
        noKnock(
            new ConnectFailure.OtherFamily(InetAddress.getLoopbackAddress(), "2001:db8::7"),
            "a packet that allows 2001:db8::7 opens nothing for a connection to 127.0.0.1"),
        noKnock(
            new ConnectFailure.KnockNotSent("192.0.2.1:62201", DOWN),
            "the packet for 192.0.2.1:62201 could not be sent: Network is unreachable"),
        noKnock(
            new ConnectFailure.CommandNotStarted("./knock", "no such file"),
            "-cmd ./knock cannot be started: no such file"),
        noKnock(new ConnectFailure.CommandFailed("./knock", 3), "-cmd ./knock ended with status 3"),
        noKnock(
            new ConnectFailure.CommandTimedOut("./knock", Duration.ofSeconds(30)),
            "-cmd ./knock was killed after 30 s"),
        noKnock(
            new ConnectFailure.KnockRateLimited(60, Duration.ofSeconds(10)),
            "no packet sent within 10 s: limit of 60 in 60 s reached"),
        closed(new ConnectFailure.TimedOut(seen(0)), "h:22 gave no answer in 10 s"),
        closed(new ConnectFailure.TimedOut(seen(1)), "h:22 gave no answer in 10 s after 1 knock"),
        closed(new ConnectFailure.TimedOut(seen(3)), "h:22 gave no answer in 10 s after 3 knocks"),
        closed(new ConnectFailure.ConnectionRefused(seen(0)), "h:22 refuses connections"),
        closed(new ConnectFailure.ConnectionRefused(seen(1)), "h:22 refuses connections"),
        closed(
            new ConnectFailure.ServiceDown(seen(1)),
            "h:22 was opened, but no service listens there"),
        closed(
            new ConnectFailure.Unreachable(seen(0), DOWN),
            "h:22 cannot be reached: Network is unreachable"),
        closed(
            new ConnectFailure.Unreachable(seen(1), DOWN),
            "h:22 cannot be reached: Network is unreachable"),
        new Sample(
            new ConnectFailure.Internal(new OutOfMemoryError("unable to create native thread")),
            ExitStatus.FAILED,
            "the connection failed with an internal error: java.lang.OutOfMemoryError: unable to create native thread"),
        new Sample(
            new ConnectFailure.TooManyOpenFiles(new IOException("Too many open files")),
            ExitStatus.FAILED,
            "no file descriptor left for a connection"));
  }

  @Test
  void anIpv6AddressIsTheFirstCauseOfSilence() throws Exception {
    ConnectFailure.DialStats six =
        new ConnectFailure.DialStats(
            new InetSocketAddress(InetAddress.getByName("2001:db8::1"), 22),
            1,
            9,
            Duration.ofSeconds(10));
    CliError problem =
        ConnectFailureMessages.of(new ConnectFailure.TimedOut(six), Set.of(LikelyCause.CLOCK));
    assertEquals("[2001:db8::1]:22 gave no answer in 10 s after 1 knock", problem.error());
    assertTrue(problem.steps().get(1).contains("fwknopd supports IPv4 only"), problem::toString);
    assertTrue(problem.steps().get(2).contains("clock"), problem::toString);
  }

  /** A firewall that rejects with "host prohibited" is reported as a host that is not reached. */
  @Test
  void aHostThatIsNotReachedAfterAKnockHasTheCausesOfAClosedPort() {
    String hint =
        ConnectFailureMessages.of(new ConnectFailure.Unreachable(seen(3), DOWN))
            .hint()
            .orElseThrow();
    assertTrue(hint.startsWith("the host is down, or the port is still closed"), hint);
    assertTrue(hint.contains("HMAC key on the server is different"), hint);
    String plain =
        ConnectFailureMessages.of(new ConnectFailure.Unreachable(seen(0), DOWN))
            .hint()
            .orElseThrow();
    assertEquals("check this machine's network", plain);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFailureSaysWhatItWas(Sample sample) {
    assertEquals(sample.error(), ConnectFailureMessages.of(sample.failure()).error());
    MessagesTest.assertGood(ConnectFailureMessages.of(sample.failure()), sample.status());
  }

  @Test
  void everyFailureHasASample() {
    Set<Class<?>> shown = samples().map(s -> s.failure().getClass()).collect(Collectors.toSet());
    assertEquals(records(ConnectFailure.class).collect(Collectors.toSet()), shown);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(ConnectFailureMessagesTest::records)
        : Stream.of(type);
  }

  @Test
  void whatNoServerOpensIsAMatterOfConfiguration() {
    PacketLimitException cause =
        LibraryFailures.make(
            PacketLimitException.class, PacketLimitException.Limit.USERNAME_LENGTH, 49L);
    ConnectFailure failure = new ConnectFailure.KnockNotSent("192.0.2.1:62201", cause);
    assertEquals(PacketLimitMessages.of(cause), ConnectFailureMessages.of(failure));
  }

  @Test
  void silenceAfterAKnockListsTheLikelyCausesInTheirOrder() {
    String hint =
        ConnectFailureMessages.of(new ConnectFailure.TimedOut(seen(1))).hint().orElseThrow();
    assertTrue(hint.matches(".*HMAC key.*clock.*address.*OPEN_PORTS.*"), hint);
  }

  @Test
  void onATerminalEachCauseHasALineWithTheTestThatSettlesIt() {
    List<String> steps = ConnectFailureMessages.of(new ConnectFailure.TimedOut(seen(1))).steps();
    assertEquals("possible causes, most likely first:", steps.getFirst());
    // Without those of IPv6 and of another port.
    assertEquals(LikelyCause.values().length - 2, steps.size() - 1);
    for (int i = 1; i < steps.size(); i++) {
      assertTrue(steps.get(i).matches("  " + i + "\\. [^:]+: .+"), steps.get(i));
    }
  }

  @Test
  void whatIsSuspectedComesFirstAndAnotherPortOnlyThen() {
    ConnectFailure silent = new ConnectFailure.TimedOut(seen(1));
    String plain = ConnectFailureMessages.of(silent).hint().orElseThrow();
    assertFalse(plain.contains("(-r, -p, -P)"), plain);
    String suspected =
        ConnectFailureMessages.of(silent, Set.of(LikelyCause.SERVER_PORT)).hint().orElseThrow();
    assertTrue(
        suspected.startsWith("possible causes, most likely first: fwknopd of current Debian"),
        suspected);
  }

  @Test
  void aTunnelWithoutAKnockHearsNothingOfKeys() {
    for (ConnectFailure failure :
        Set.of(
            new ConnectFailure.TimedOut(seen(0)), new ConnectFailure.ConnectionRefused(seen(0)))) {
      String hint = ConnectFailureMessages.of(failure).hint().orElseThrow();
      assertFalse(hint.matches("(?i).*(key|knock|hmac|spa).*"), hint);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0 ms",
    "78, 78 ms",
    "999, 999 ms",
    "1000, 1 s",
    "2500, 2.5 s",
    "2449, 2.4 s",
    "90000, 90 s"
  })
  void timesAreShort(long millis, String text) {
    assertEquals(text, ConnectFailureMessages.time(Duration.ofMillis(millis)));
  }
}
