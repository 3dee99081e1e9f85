package io.github.fwknoptunnel.examples.tunnels;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.Rejection;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.DialStats;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The words that the examples have for events and failures. */
@Timeout(180)
class SentencesTest {
  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final InetSocketAddress CLIENT = new InetSocketAddress("127.0.0.1", 1);
  private static final HostAndPort TARGET = new HostAndPort("db.example.com", 5432);

  @TempDir Path directory;

  private static Stream<TunnelEvent> events() {
    return Stream.of(
        new TunnelEvent.Listening(CLIENT),
        new TunnelEvent.Accepted(1, CLIENT),
        new TunnelEvent.ClientRejected(1, CLIENT, new Rejection.NotLocal()),
        new TunnelEvent.TargetNamed(1, TARGET, "*=spa", true),
        new TunnelEvent.RequestRejected(
            1, Optional.of(TARGET), TunnelEvent.RequestRejected.Reason.NO_RULE),
        new TunnelEvent.KnockSent(1, new KnockResult.PacketShared("gate")),
        new TunnelEvent.PortOpened(1, CLIENT, SECOND, 1, 1, Instant.EPOCH, Instant.EPOCH),
        new TunnelEvent.AccessExpired(1),
        new TunnelEvent.PrematureClose(1),
        new TunnelEvent.Connected(1, SECOND),
        new TunnelEvent.ConnectFailed(1, new ConnectFailure.NameNotResolved("gate")),
        new TunnelEvent.Closed(1, CloseReason.ABORTED, ByteCounts.NONE, SECOND, Optional.empty()),
        new TunnelEvent.ConnectionLimitReached(9),
        new TunnelEvent.ConnectionLimitCleared(9),
        new TunnelEvent.AcceptBackoff(new IOException("no file descriptor"), SECOND),
        new TunnelEvent.InternalFailure("relay", new OutOfMemoryError()));
  }

  private static Set<Class<?>> types(Stream<?> values) {
    return values.map(Object::getClass).collect(Collectors.toSet());
  }

  @Test
  void eachEventHasALineOfItsOwn() {
    assertEquals(
        new HashSet<>(Arrays.asList(TunnelEvent.class.getPermittedSubclasses())), types(events()));
    events().forEach(event -> assertNotEquals(event.toString(), EventLine.of(event)));
    List<String> lines = events().map(EventLine::of).toList();
    assertEquals(lines.size(), Set.copyOf(lines).size(), lines::toString);
  }

  private static Stream<ConnectFailure> failures() throws IOException {
    var stats = new DialStats(new InetSocketAddress("127.0.0.1", 22), 3, 9, SECOND);
    var broken = new IOException("broken");
    return Stream.of(
        new ConnectFailure.NameNotResolved("gate"),
        new ConnectFailure.NoIpv4Address("gate"),
        new ConnectFailure.NoIpv6Address("gate"),
        new ConnectFailure.OtherFamily(InetAddress.getLoopbackAddress(), "2001:db8::1"),
        new ConnectFailure.KnockNotSent("gate", broken),
        new ConnectFailure.CommandNotStarted("knock", "no such file"),
        new ConnectFailure.CommandFailed("knock", 1),
        new ConnectFailure.CommandTimedOut("knock", SECOND),
        new ConnectFailure.KnockRateLimited(20, SECOND),
        new ConnectFailure.TimedOut(stats),
        new ConnectFailure.ConnectionRefused(stats),
        new ConnectFailure.ServiceDown(stats),
        new ConnectFailure.Unreachable(stats, broken),
        new ConnectFailure.TooManyOpenFiles(broken),
        new ConnectFailure.Internal(broken));
  }

  @Test
  void eachFailureHasASentenceOfItsOwn() throws Exception {
    assertEquals(ConnectFailure.CODES, failures().map(ConnectFailure::code).toList());
    List<String> sentences = failures().map(FailureSentence::of).toList();
    assertEquals(sentences.size(), Set.copyOf(sentences).size(), sentences::toString);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          KEY one                                         | Add SPA_SERVER to %s
          SPA_SERVER 127.0.0.1                            | Add KEY_BASE64 to %s
          SPA_SERVER 127.0.0.1;KEY one;USE_HMAC Y         | Add HMAC_KEY_BASE64 to %s
          SPA_SERVER 127.0.0.1;KEY one;HMAC_KEY one       | Make a second key: both in %s
          SPA_SERVER 127.0.0.1;KEY one;SPA_SERVER_PROTO icmp | Use SPA_SERVER_PROTO udp, tcp or
          SPA_SERVER 127.0.0.1;USE_GPG Y                  | Add GPG_RECIPIENT to %s
          """)
  void aKnockThatCannotBeSentHasASentence(String lines, String expected) throws Exception {
    Path rc =
        ExampleProgram.secret(
            directory.resolve("rc"),
            Stream.concat(Stream.of("[gate]", "ACCESS tcp/22"), Stream.of(lines.split(";")))
                .toArray(String[]::new));
    var result = ExampleProgram.run(KnockSentence.class, rc, "gate");
    assertEquals(1, result.status());
    String sentence = result.output().getFirst();
    String start = expected.formatted(rc);
    assertEquals(start, sentence.substring(0, Math.min(start.length(), sentence.length())));
  }

  @Test
  void aPacketThatNoServerReadsHasASentence() throws Exception {
    Path rc =
        ExampleProgram.secret(
            directory.resolve("rc"),
            "[gate]",
            "SPA_SERVER 127.0.0.1",
            "ACCESS tcp/22",
            "KEY one",
            "SPOOF_USER " + "x".repeat(49));
    assertEquals(
        List.of("USERNAME_LENGTH: 49 is more than the 48 that servers read."),
        ExampleProgram.run(KnockSentence.class, rc, "gate").output());
  }
}
