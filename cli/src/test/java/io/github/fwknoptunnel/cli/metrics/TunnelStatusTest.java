package io.github.fwknoptunnel.cli.metrics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TunnelStatusTest {
  private static final HostAndPort TARGET = new HostAndPort("db.example.com", 5432);
  private static final ConnectFailure.DialStats SEEN =
      new ConnectFailure.DialStats(
          InetSocketAddress.createUnresolved("192.0.2.7", 5432), 3, 9, Duration.ofSeconds(10));

  private Instant now = Instant.EPOCH;
  private final List<Tunnel.Session> sessions = new ArrayList<>();
  private final TunnelStatus status = status("home");

  private TunnelStatus status(String name) {
    TunnelStatus one = new TunnelStatus(name, Set.of(LikelyCause.CLOCK), () -> now);
    one.sessionsOf(() -> List.copyOf(sessions));
    one.at(new TunnelStatus.Place("127.0.0.1:6000", List.of(TARGET.toString())));
    return one;
  }

  private void open(long number, long seconds, Optional<Duration> connected) {
    InetSocketAddress client = InetSocketAddress.createUnresolved("client", 40000);
    status.onEvent(new TunnelEvent.Accepted(number, client));
    sessions.add(
        new Tunnel.Session(
            number,
            client,
            Optional.of(TARGET),
            Duration.ofSeconds(seconds),
            connected,
            new ByteCounts(17, 3 << 20)));
  }

  private Status all() {
    return new Status(now, List.of(status.snapshot()), List.of("0:h:22"));
  }

  @Test
  void showsWhoWaitsAndWhoIsThrough() {
    open(1, 5, Optional.of(Duration.ofMillis(80)));
    open(2, 0, Optional.empty());
    assertEquals(
        List.of(
            "home: 2 open, 2 accepted, 0 not opened, 0 knocks",
            "#1 from client:40000, open for 5 s",
            "#2 from client:40000, waiting for 0 s"),
        texts());
    assertEquals(
        List.of(
            "{tunnel=home, open=2, accepted=2, connect_failures=0, knocks=0}",
            "{tunnel=home, connection=1, client=client:40000, connected=true, seconds=5}",
            "{tunnel=home, connection=2, client=client:40000, connected=false, seconds=0}"),
        StatusTable.lines(status.snapshot(), true).stream()
            .map(line -> line.fields().toString())
            .toList());
  }

  @Test
  void ofSeveralTunnelsEachLineNamesItsOwn() {
    open(1, 1, Optional.of(Duration.ofMillis(2)));
    List<String> texts =
        StatusTable.lines(status.snapshot(), false).stream().map(StatusTable.Line::text).toList();
    assertEquals("home: 1 open, 1 accepted, 0 not opened, 0 knocks", texts.getFirst());
    assertTrue(
        texts.getLast().startsWith("[home] #1 from client:40000, open for "), texts::toString);
  }

  private List<String> texts() {
    return StatusTable.lines(status.snapshot(), true).stream().map(StatusTable.Line::text).toList();
  }

  @Test
  void staysReadableWithThousands() {
    for (int i = 1; i <= 5000; i++) {
      open(i, 1, Optional.empty());
    }
    assertEquals(52, texts().size());
    assertEquals("and 4950 more", texts().getLast());
    assertEquals(200, new StatusRows(all()).sessions().rows().size());
    assertEquals("Sessions, the first 200", new StatusRows(all()).sessions().title());
  }

  @Test
  void theTextHasATableForEachQuestion() {
    open(1, 3700, Optional.of(Duration.ofMillis(80)));
    status.onEvent(new TunnelEvent.KnockSent(1, new KnockResult.PacketSent("192.0.2.7:62201", 9)));
    opened(80);
    opened(90);
    status.onEvent(new TunnelEvent.ConnectFailed(2, new ConnectFailure.ServiceDown(SEEN)));
    assertEquals(
        """
        Tunnel  Listening on    Leads to             Sessions  Accepted  Failed  Knocks
        home    127.0.0.1:6000  db.example.com:5432  1         1         1       1
        0:h:22  not started

        #  Tunnel  Client        Target               Connected    Age       Upstream  Downstream
        1  home    client:40000  db.example.com:5432  after 80 ms  1 h 1 min  17 B      3.0 MiB

        Opening time  Knocks
        up to 100 ms  2

        Time                  Tunnel  #   Failure                                             Hint
        1970-01-01T00:00:00Z  home    #2  192.0.2.7:5432 was opened, but no service listens there  start the service behind the firewall; the knock worked
        """
            .replaceAll(" {2,}", "  "),
        StatusText.of(all()).replaceAll(" {2,}", "  "));
  }

  private void opened(int millis) {
    status.onEvent(
        new TunnelEvent.PortOpened(
            1, SEEN.target(), Duration.ofMillis(millis), 1, 3, Instant.EPOCH, Instant.EPOCH));
  }

  @Test
  void jsonHasAllThatIsKnown() {
    open(1, 5, Optional.of(Duration.ofMillis(80)));
    opened(80);
    status.onEvent(new TunnelEvent.ConnectFailed(2, new ConnectFailure.TimedOut(SEEN)));
    String json = all().json();
    for (String part :
        List.of(
            "{\"time\":\"1970-01-01T00:00:00Z\",\"tunnels\":[{\"tunnel\":\"home\",",
            "\"listening\":\"127.0.0.1:6000\",\"targets\":[\"db.example.com:5432\"],",
            "{\"connection\":1,\"client\":\"client:40000\",\"target\":\"db.example.com:5432\",",
            "\"age_seconds\":5.0,\"connected_after_seconds\":0.08,",
            "\"bytes_upstream\":17,\"bytes_downstream\":3145728}",
            "\"connection\":2,\"reason\":\"timed_out\",",
            "\"port_open_durations_seconds\":[0.08]",
            "\"not_started\":[\"0:h:22\"]")) {
      assertTrue(json.contains(part), () -> part + " is not in " + json);
    }
    assertTrue(json.contains("possible causes, most likely first: "), json);
  }

  @Test
  void onlyTheLastFailuresAreKeptAndTheNewestComesFirst() {
    for (int i = 1; i <= 100; i++) {
      status.onEvent(new TunnelEvent.ConnectFailed(i, new ConnectFailure.TimedOut(SEEN)));
      opened(i);
    }
    assertEquals(20, status.snapshot().failures().size());
    assertEquals(100, status.snapshot().failures().getFirst().connection());
    assertEquals(100, status.snapshot().totals().failed());
  }

  /** A user's command may have a password among its arguments. */
  @Test
  void theArgumentsOfACommandAreNotShown() {
    for (ConnectFailure failure :
        List.of(
            new ConnectFailure.CommandFailed("knock --password s3cret", 1),
            new ConnectFailure.CommandNotStarted("knock --password s3cret", "cannot be run"),
            new ConnectFailure.CommandTimedOut("knock --password s3cret", Duration.ofSeconds(3)))) {
      status.onEvent(new TunnelEvent.ConnectFailed(1, failure));
    }
    String shown = all().json() + StatusText.of(all()) + StatusPage.of(all());
    assertTrue(shown.contains("knock"), shown);
    assertFalse(shown.contains("s3cret"), shown);
  }

  @Test
  void nothingOfATextBecomesMarkup() {
    status.at(new TunnelStatus.Place("<script>alert(1)</script>", List.of("a\"b&c\u0007")));
    String page = StatusPage.of(all());
    assertTrue(page.contains("<td>&lt;script&gt;alert(1)&lt;/script&gt;</td>"), page);
    assertTrue(page.contains("a&quot;b&amp;c?"), page);
  }

  @Test
  void sizesAndAgesAreForPeople() {
    assertEquals("1023 B", Status.size(1023));
    assertEquals("1.0 KiB", Status.size(1024));
    assertEquals("5.0 GiB", Status.size(5L << 30));
    assertEquals("2048.0 TiB", Status.size(2L << 50));
    assertEquals("59 s", Status.age(Duration.ofSeconds(59)));
    assertEquals("3 min 5 s", Status.age(Duration.ofSeconds(185)));
    assertEquals("1 h 0 min", Status.age(Duration.ofHours(1)));
    assertEquals("2 d 3 h", Status.age(Duration.ofHours(51)));
  }
}
