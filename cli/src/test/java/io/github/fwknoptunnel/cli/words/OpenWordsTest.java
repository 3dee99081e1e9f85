package io.github.fwknoptunnel.cli.words;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.spa.packet.UndeliverableException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure.Seen;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(60)
class OpenWordsTest {
  private static final IOException DOWN = new IOException("Network is unreachable");

  private static Seen seen(int knocks) {
    return new Seen(InetSocketAddress.createUnresolved("h", 22), knocks, 9, Duration.ofSeconds(10));
  }

  private record Sample(OpenFailure failure, ExitStatus status, String error) {}

  private static Sample noKnock(OpenFailure failure, String error) {
    return new Sample(failure, ExitStatus.KNOCK_FAILED, error);
  }

  private static Sample closed(OpenFailure failure, String error) {
    return new Sample(failure, ExitStatus.STAYED_CLOSED, error);
  }

  static Stream<Sample> samples() {
    return Stream.of(
        noKnock(new OpenFailure.NameNotResolved("h"), "the name h cannot be resolved"),
        noKnock(new OpenFailure.NoIpv4Address("h"), "h has no IPv4 address"),
        noKnock(
            new OpenFailure.KnockNotSent("192.0.2.1:62201", DOWN),
            "the packet for 192.0.2.1:62201 could not be sent: Network is unreachable"),
        noKnock(
            new OpenFailure.CommandNotStarted("./knock", "no such file"),
            "-cmd ./knock cannot be started: no such file"),
        noKnock(new OpenFailure.CommandFailed("./knock", 3), "-cmd ./knock ended with status 3"),
        noKnock(
            new OpenFailure.CommandTimedOut("./knock", Duration.ofSeconds(30)),
            "-cmd ./knock was killed after 30 s"),
        noKnock(
            new OpenFailure.KnockLimitReached(60, Duration.ofSeconds(10)),
            "no packet was sent in 10 s: there were 60 in a minute already"),
        closed(new OpenFailure.Silent(seen(0)), "h:22 gave no answer in 10 s"),
        closed(new OpenFailure.Silent(seen(1)), "h:22 gave no answer in 10 s after 1 knock"),
        closed(new OpenFailure.Silent(seen(3)), "h:22 gave no answer in 10 s after 3 knocks"),
        closed(new OpenFailure.Refused(seen(0)), "h:22 refuses connections"),
        closed(new OpenFailure.Refused(seen(1)), "h:22 refuses connections"),
        closed(new OpenFailure.ServiceDown(seen(1)), "h:22 was opened and nothing listens there"),
        closed(
            new OpenFailure.Unreachable(seen(0), DOWN),
            "h:22 cannot be reached: Network is unreachable"),
        closed(
            new OpenFailure.Unreachable(seen(1), DOWN),
            "h:22 cannot be reached: Network is unreachable"),
        new Sample(
            new OpenFailure.Internal(new OutOfMemoryError("unable to create native thread")),
            ExitStatus.FAILED,
            "the connection failed in this program: java.lang.OutOfMemoryError: unable to create"
                + " native thread"),
        new Sample(
            new OpenFailure.OutOfDescriptors(new IOException("Too many open files")),
            ExitStatus.FAILED,
            "no file descriptor is left for a connection"));
  }

  /** A firewall that rejects with "host prohibited" is reported as a host that is not reached. */
  @Test
  void aHostThatIsNotReachedAfterAKnockHasTheCausesOfAClosedPort() {
    String hint = OpenWords.of(new OpenFailure.Unreachable(seen(3), DOWN)).hint().orElseThrow();
    assertTrue(hint.startsWith("the host is down; or the firewall rejects"), hint);
    assertTrue(hint.contains("another key"), hint);
    String plain = OpenWords.of(new OpenFailure.Unreachable(seen(0), DOWN)).hint().orElseThrow();
    assertEquals("is this machine's network up?", plain);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void everyFailureSaysWhatItWas(Sample sample) {
    assertEquals(sample.error(), OpenWords.of(sample.failure()).error());
    WordsTest.assertGood(OpenWords.of(sample.failure()), sample.status());
  }

  @Test
  void everyFailureHasASample() {
    Set<Class<?>> shown = samples().map(s -> s.failure().getClass()).collect(Collectors.toSet());
    assertEquals(records(OpenFailure.class).collect(Collectors.toSet()), shown);
  }

  private static Stream<Class<?>> records(Class<?> type) {
    return type.isSealed()
        ? Arrays.stream(type.getPermittedSubclasses()).flatMap(OpenWordsTest::records)
        : Stream.of(type);
  }

  @Test
  void whatNoServerOpensIsAMatterOfConfiguration() {
    UndeliverableException cause =
        LibraryFailures.make(
            UndeliverableException.class, UndeliverableException.Limit.USERNAME_LENGTH, 49L);
    OpenFailure failure = new OpenFailure.KnockNotSent("192.0.2.1:62201", cause);
    assertEquals(UndeliverableWords.of(cause), OpenWords.of(failure));
  }

  @Test
  void silenceAfterAKnockListsTheLikelyCausesInTheirOrder() {
    String hint = OpenWords.of(new OpenFailure.Silent(seen(1))).hint().orElseThrow();
    assertTrue(hint.matches(".*HMAC key.*clock.*address.*OPEN_PORTS.*"), hint);
  }

  @Test
  void aTunnelWithoutAKnockHearsNothingOfKeys() {
    for (OpenFailure failure :
        Set.of(new OpenFailure.Silent(seen(0)), new OpenFailure.Refused(seen(0)))) {
      String hint = OpenWords.of(failure).hint().orElseThrow();
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
    assertEquals(text, OpenWords.time(Duration.ofMillis(millis)));
  }
}
