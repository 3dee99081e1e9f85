package io.github.fwknoptunnel.cli.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.log.EventLog.Format;
import io.github.fwknoptunnel.cli.terminal.Ansi;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.Rejection;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(180)
class EventLogTest {
  private static final String TIME = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z";
  private static final TunnelConfig.HostAndPort TARGET =
      new TunnelConfig.HostAndPort("db.example.com", 5432);

  private static final InetSocketAddress LOCAL = new InetSocketAddress("127.0.0.1", 6000);

  /** An event and its lines, without the time. */
  private record Sample(TunnelEvent event, String text, String json) {
    @Override
    public String toString() {
      return event.getClass().getSimpleName() + ": " + text;
    }
  }

  private static Sample sample(TunnelEvent event, String text, String json) {
    return new Sample(event, text, json);
  }

  static Stream<Sample> samples() {
    return Stream.of(
        sample(
            new TunnelEvent.Listening(LOCAL),
            "info listening on 127.0.0.1:6000 to test",
            "'level':'info','event':'listening','address':'127.0.0.1:6000','purpose':'to test'"),
        sample(
            new TunnelEvent.Listening(new InetSocketAddress("::1", 80)),
            "info listening on [::1]:80 to test",
            "'level':'info','event':'listening','address':'[::1]:80','purpose':'to test'"),
        sample(
            new TunnelEvent.Listening(UnixDomainSocketAddress.of("/run/s")),
            "info listening on /run/s to test",
            "'level':'info','event':'listening','address':'/run/s','purpose':'to test'"),
        sample(
            new TunnelEvent.Accepted(7, UnixDomainSocketAddress.of("")),
            "debug #7 accepted a local client",
            "'level':'debug','connection':7,'event':'accepted','client':'a local client'"),
        sample(
            new TunnelEvent.Accepted(7, LOCAL),
            "debug #7 accepted 127.0.0.1:6000",
            "'level':'debug','connection':7,'event':'accepted','client':'127.0.0.1:6000'"),
        sample(
            new TunnelEvent.ClientRejected(7, LOCAL, new Rejection.UserNotAllowed("65534")),
            "warn #7 rejected 127.0.0.1:6000: its user 65534 is not allowed",
            "'level':'warn','connection':7,'event':'client_rejected','client':'127.0.0.1:6000','reason':'user_not_allowed'"),
        sample(
            new TunnelEvent.ClientRejected(7, LOCAL, new Rejection.OwnerUnknown()),
            "warn #7 rejected 127.0.0.1:6000: the client has already exited, so its owner is unknown",
            "'level':'warn','connection':7,'event':'client_rejected','client':'127.0.0.1:6000','reason':'owner_unknown'"),
        sample(
            new TunnelEvent.ClientRejected(7, LOCAL, new Rejection.NotLocal()),
            "warn #7 rejected 127.0.0.1:6000: the client is not local; --allow-user accepts local clients only",
            "'level':'warn','connection':7,'event':'client_rejected','client':'127.0.0.1:6000','reason':'not_local'"),
        sample(
            new TunnelEvent.TargetNamed(7, TARGET, "*.example.com=stanza:home", true),
            "info #7 target db.example.com:5432, route *.example.com=stanza:home",
            "'level':'info','connection':7,'event':'target_named','target':'db.example.com:5432',"
                + "'route':'*.example.com=stanza:home'"),
        sample(
            new TunnelEvent.RequestRejected(7, Optional.of(TARGET), Reason.NO_RULE),
            "warn #7 rejected db.example.com:5432: no --route matches",
            "'level':'warn','connection':7,'event':'request_rejected',"
                + "'target':'db.example.com:5432','reason':'no_rule'"),
        sample(
            new TunnelEvent.RequestRejected(7, Optional.empty(), Reason.UNKNOWN_PROTOCOL),
            "warn #7 rejected a request: not SOCKS5 or HTTP CONNECT",
            "'level':'warn','connection':7,'event':'request_rejected','target':null,"
                + "'reason':'unknown_protocol'"),
        sample(
            new TunnelEvent.KnockSent(7, new KnockResult.PacketSent("192.0.2.1:62201", 204)),
            "info #7 sent an SPA packet of 204 bytes to 192.0.2.1:62201",
            "'level':'info','connection':7,'event':'knock_sent',"
                + "'how':'sent an SPA packet of 204 bytes to 192.0.2.1:62201',"
                + "'server':'192.0.2.1:62201','bytes':204"),
        sample(
            new TunnelEvent.KnockSent(7, new KnockResult.CommandSucceeded("./knock \"a\"")),
            "info #7 -cmd ./knock \"a\" succeeded",
            "'level':'info','connection':7,'event':'knock_sent','how':'-cmd ./knock \\'a\\' succeeded'"),
        sample(
            new TunnelEvent.PortOpened(
                7,
                InetSocketAddress.createUnresolved("192.0.2.1", 22),
                Duration.ofMillis(78),
                1,
                4,
                Instant.ofEpochMilli(1000),
                Instant.ofEpochMilli(1234)),
            "info #7 open after 78 ms: 1 knock, 4 probes",
            "'level':'info','connection':7,'event':'port_opened','took_ms':78,'knocks':1,'probes':4,"
                + "'knocked_ms':1000,'probe_started_ms':1234"),
        sample(
            new TunnelEvent.AccessExpired(7),
            "info #7 access expired, knocking again",
            "'level':'info','connection':7,'event':'access_expired'"),
        sample(
            new TunnelEvent.PrematureClose(7),
            "info #7 the connection closed at once without data, knocking again",
            "'level':'info','connection':7,'event':'premature_close'"),
        sample(
            new TunnelEvent.Connected(7, Duration.ofMillis(80)),
            "debug #7 connected after 80 ms",
            "'level':'debug','connection':7,'event':'connected','took_ms':80"),
        sample(
            new TunnelEvent.ConnectFailed(7, new ConnectFailure.NameNotResolved("h\n")),
            "warn #7 the name h? cannot be resolved (check the name and the network)",
            "'level':'warn','connection':7,'event':'connect_failed','failure':'name_not_resolved',"
                + "'error':'the name h\\n cannot be resolved'"),
        closed(
            Optional.of(Duration.ofMillis(80)),
            "3 bytes upstream, 4 bytes downstream, connected after 80 ms",
            "80"),
        closed(Optional.empty(), "never connected", "null"),
        sample(
            new TunnelEvent.ConnectionLimitReached(4096),
            "warn connection limit reached (4096); new clients wait (--max-connections)",
            "'level':'warn','event':'connection_limit_reached','limit':4096"),
        sample(
            new TunnelEvent.ConnectionLimitCleared(4096),
            "info below the connection limit again; new clients are served",
            "'level':'info','event':'connection_limit_cleared','limit':4096"),
        sample(
            new TunnelEvent.AcceptBackoff(
                new IOException("Too many open files"), Duration.ofMillis(5)),
            "warn cannot accept: too many open files (limit: ulimit -n, LimitNOFILE=); retry in 5 ms",
            "'level':'warn','event':'accept_backoff','pause_ms':5"),
        sample(
            new TunnelEvent.InternalFailure("a relay thread", new IOException("no memory")),
            "warn a relay thread failed: java.io.IOException: no memory",
            "'level':'warn','event':'internal_failure','part':'a relay thread',"
                + "'error':'java.io.IOException: no memory'"));
  }

  private static Sample closed(Optional<Duration> opened, String text, String json) {
    return sample(
        new TunnelEvent.Closed(
            7, CloseReason.CLIENT_CLOSED, new ByteCounts(3, 4), Duration.ofMillis(2500), opened),
        "info #7 closed after 2.5 s: " + text + ", closed by the client",
        "'level':'info','connection':7,'event':'closed','reason':'client_closed','bytes_upstream':3,'bytes_downstream':4,"
            + "'duration_ms':2500,'time_to_connect_ms':"
            + json);
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEventIsALineOfText(Sample sample) {
    assertEquals(sample.text(), printed(Format.TEXT, true, sample.event()));
  }

  @ParameterizedTest
  @MethodSource("samples")
  void anEventIsALineOfJsonThatEndsWithItsText(Sample sample) {
    String line = printed(Format.JSON, true, sample.event());
    String members = sample.json().replace("\\'", "\\\"").replace('\'', '"');
    assertTrue(line.startsWith("{" + members + ",\"text\":\""), line);
    assertTrue(line.endsWith("\"}"), line);
  }

  @Test
  void everyEventHasASample() {
    Set<Class<?>> shown = samples().map(s -> s.event().getClass()).collect(Collectors.toSet());
    assertEquals(Set.of(TunnelEvent.class.getPermittedSubclasses()), shown);
  }

  @Test
  void theStepsOfAConnectionAreForTheVerbose() {
    assertEquals("", printed(Format.TEXT, false, new TunnelEvent.Accepted(1, LOCAL)));
    assertEquals("", printed(Format.JSON, false, new TunnelEvent.Connected(1, Duration.ZERO)));
  }

  @ParameterizedTest
  @EnumSource(CloseReason.class)
  void everyEndingIsToldInWords(CloseReason ending) {
    TunnelEvent event =
        new TunnelEvent.Closed(1, ending, new ByteCounts(0, 0), Duration.ZERO, Optional.empty());
    String line = printed(Format.TEXT, false, event);
    assertTrue(line.matches(".*, [a-z -]+"), line);
    assertTrue(
        printed(Format.JSON, false, event).contains('"' + ending.name().toLowerCase() + '"'));
  }

  @Test
  void notesAndWarningsBelongToNoConnection() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventLog log = log(bytes, Format.TEXT, false);
    log.note(LogEvent.DRAINING, "stopping");
    log.warn(LogEvent.WARNING, "two\nlines");
    assertEquals(List.of("info stopping", "warn two?lines"), withoutTime(bytes));
  }

  @Test
  void aClientThatNeedsNoKnockIsNamedWhenItConnects() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventLog log = log(bytes, Format.TEXT, false);
    log.onEvent(new TunnelEvent.Accepted(1, LOCAL));
    log.onEvent(new TunnelEvent.KnockSent(1, new KnockResult.CommandSucceeded("knock.sh")));
    log.onEvent(new TunnelEvent.Connected(1, Duration.ofMillis(90)));
    log.onEvent(new TunnelEvent.Accepted(2, new InetSocketAddress("127.0.0.1", 40000)));
    log.onEvent(new TunnelEvent.Connected(2, Duration.ofMillis(2)));
    assertEquals(
        List.of(
            "info #1 -cmd knock.sh succeeded",
            "info #2 127.0.0.1:40000 connected after 2 ms, the port was already open"),
        withoutTime(bytes));
  }

  @Test
  void aTunnelWithoutKnocksHasNoLineForAConnect() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    EventLog log = log(bytes, Format.TEXT, false);
    log.onEvent(new TunnelEvent.Accepted(1, LOCAL));
    log.onEvent(new TunnelEvent.Connected(1, Duration.ofMillis(2)));
    assertEquals(List.of(), withoutTime(bytes));
  }

  @Test
  void levelsHaveColoursInTextAlone() {
    for (Format format : Format.values()) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      EventLog log = log(bytes, format, false).in(Ansi.COLOUR, false);
      log.note(LogEvent.RELOADED, "fine");
      log.warn(LogEvent.WARNING, "look");
      String printed = bytes.toString(StandardCharsets.UTF_8);
      boolean text = format.equals(Format.TEXT);
      assertEquals(text, printed.contains(" \u001b[33mwarn\u001b[0m look"), printed);
      assertEquals(text, printed.contains("\u001b"), printed);
      assertTrue(printed.contains("info"), printed);
    }
  }

  private static String printed(Format format, boolean verbose, TunnelEvent event) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    log(bytes, format, verbose).onEvent(event);
    return String.join("\n", withoutTime(bytes));
  }

  private static EventLog log(ByteArrayOutputStream bytes, Format format, boolean verbose) {
    PrintStream stream = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    return new EventLog(stream, format, verbose, "to test");
  }

  /** Every line must begin with the time. */
  private static List<String> withoutTime(ByteArrayOutputStream bytes) {
    return bytes
        .toString(StandardCharsets.UTF_8)
        .lines()
        .map(line -> {
          String rest = line.replaceFirst("^" + TIME + " ", "");
          rest = rest.replaceFirst("^\\{\"time\":\"" + TIME + "\",", "{");
          assertTrue(rest.length() < line.length(), line);
          return rest;
        })
        .toList();
  }
}
