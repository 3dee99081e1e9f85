package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The units of the examples under a real systemd, in front of a real fwknopd. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SystemdIT {
  private static final int EVERYBODY = 0644;
  private static final int OWNER = 0600;

  /** Connects as descriptor 4; talk sends a line over it and wants it back. */
  private static final String CLIENT =
      """
      set -eu
      talk() { echo "$1" >&4; read -r -t 20 answer <&4; [[ $answer == "$1" ]]; }
      exec 4<>/dev/tcp/127.0.0.1/%d
      talk first
      """;

  private static SystemdMachine machine;

  @BeforeAll
  static void start() {
    machine = SystemdMachine.start();
  }

  @AfterAll
  static void stop() {
    if (machine != null) {
      machine.close();
    }
  }

  private static void tunnel(String name, int localPort, int remotePort, String more) {
    options(name, localPort, remotePort, more);
    Stanza stanza = FirewallContainer.stanza(remotePort);
    machine.write(
        "/etc/fwknop-tunnel/" + name + ".keys",
        "KEY_BASE64: %s\nHMAC_KEY_BASE64: %s\n"
            .formatted(stanza.keyBase64(), stanza.hmacKeyBase64()),
        OWNER);
  }

  private static void options(String name, int localPort, int remotePort, String more) {
    machine.write(
        "/etc/fwknop-tunnel/" + name,
        "-local-port %d%n-remote-host %s%n-remote-port %d%n%s%n"
            .formatted(localPort, FirewallContainer.shared().address(), remotePort, more),
        EVERYBODY);
  }

  private static String show(String unit, String property) {
    return machine.run("systemctl show --value -p " + property + " " + unit);
  }

  private static void awaitState(String unit, String state) {
    Knocks.await(unit + " " + state, () -> show(unit, "ActiveState").equals(state));
  }

  @Test
  void aTunnelIsReadyWhenItListensAndKnocksWithItsCredential() {
    tunnel("one", 6001, 7017, "");
    machine.run("systemctl start fwknop-tunnel@one");
    assertEquals("active", show("fwknop-tunnel@one", "ActiveState"));
    assertEquals("listening on 127.0.0.1:6001", show("fwknop-tunnel@one", "StatusText"));
    assertEquals("30s", show("fwknop-tunnel@one", "WatchdogUSec"));
    assertTrue(!show("fwknop-tunnel@one", "WatchdogTimestamp").isEmpty());
    machine.run(CLIENT.formatted(6001));
    machine.run("systemctl stop fwknop-tunnel@one");
    assertEquals("success", show("fwknop-tunnel@one", "Result"));
  }

  @Test
  void aReloadLeadsElsewhereAndKeepsOpenConnectionsAndAStopLetsThemFinish() {
    tunnel("two", 6002, 7018, "");
    machine.run("systemctl start fwknop-tunnel@two");
    options(
        "two",
        6002,
        FirewallContainer.OPEN_WITHOUT_KNOCK,
        "-v -A tcp/7018,tcp/" + FirewallContainer.OPEN_WITHOUT_KNOCK);
    machine.run(
        CLIENT.formatted(6002)
            + """
            systemctl reload fwknop-tunnel@two
            until journalctl -u fwknop-tunnel@two | grep -q 'reloaded for .*:%d'; do sleep 0.1; done
            talk 'after the reload'
            systemctl stop --no-block fwknop-tunnel@two
            until [[ $(systemctl show --value -p ActiveState fwknop-tunnel@two) == deactivating ]]
            do sleep 0.1; done
            talk 'while it stops'
            exec 4>&-
            """
                .formatted(FirewallContainer.OPEN_WITHOUT_KNOCK));
    awaitState("fwknop-tunnel@two", "inactive");
    assertEquals("success", show("fwknop-tunnel@two", "Result"));
    String journal = "journalctl --no-pager -o cat -u fwknop-tunnel@two";
    String texts = machine.run(journal);
    assertTrue(texts.lines().anyMatch(line -> line.startsWith("reloaded for ")), texts);
    assertEquals("restart needed for: -v", machine.run(journal + " -p warning").strip());
  }

  @Test
  void aSocketStartsTheTunnelForItsFirstClientAndAgainAfterItWasIdle() {
    tunnel("three", 6999, 7019, "--exit-idle-time 1s");
    machine.run(
        """
        mkdir -p /etc/systemd/system/fwknop-tunnel@three.socket.d
        printf '[Socket]\\nListenStream=\\nListenStream=127.0.0.1:6003\\n' \
          >/etc/systemd/system/fwknop-tunnel@three.socket.d/port.conf
        systemctl daemon-reload
        systemctl start fwknop-tunnel@three.socket
        """);
    assertEquals("inactive", show("fwknop-tunnel@three", "ActiveState"));
    for (int i = 0; i < 2; i++) {
      machine.run(CLIENT.formatted(6003));
      awaitState("fwknop-tunnel@three", "inactive");
      assertEquals("success", show("fwknop-tunnel@three", "Result"));
    }
    String log = machine.run("journalctl --no-pager -u fwknop-tunnel@three");
    assertTrue(log.contains("-local-port is ignored: systemd passed a socket"), log);
    assertTrue(log.contains("no connection was open for 1000 ms"), log);
    assertTrue(log.contains("stopping: "), log);
  }

  /** The socket units are those of the page. */
  @Test
  void eachNamedTunnelListensOnTheSocketThatHasItsName() throws IOException {
    List<String> units =
        Pattern.compile("(?s)```ini\n# (/etc/\\S+\\.socket)\n(.*?)```")
            .matcher(Files.readString(Path.of("../docs/SERVICE.md")))
            .results()
            .map(unit -> {
              machine.write(unit.group(1), unit.group(2), EVERYBODY);
              return Path.of(unit.group(1)).getFileName().toString();
            })
            .toList();
    assertEquals(List.of("fwknop-tunnel-db.socket", "fwknop-tunnel-web.socket"), units);
    tunnel("all", 1, 7020, "");
    machine.write(
        "/etc/fwknop-tunnel/all",
        "-remote-host %s%n[db]%n-remote-port 7020%n[web]%n-remote-port %d%n"
            .formatted(FirewallContainer.shared().address(), FirewallContainer.OPEN_WITHOUT_KNOCK),
        EVERYBODY);
    machine.run("systemctl daemon-reload; systemctl start " + String.join(" ", units));
    assertEquals("inactive", show("fwknop-tunnel@all", "ActiveState"));
    machine.run(CLIENT.formatted(5432));
    assertEquals("active", show("fwknop-tunnel@all", "ActiveState"));
    machine.run(
        """
        perl -MIO::Socket::UNIX -e '
          my $s = IO::Socket::UNIX->new("/run/fwknop-tunnel-web.socket") or die $!;
          $s->autoflush(1); print $s "second\n"; exit(<$s> ne "second\n")'
        """);
    machine.run("systemctl stop fwknop-tunnel@all");
    assertEquals("success", show("fwknop-tunnel@all", "Result"));
    String log = machine.run("journalctl --no-pager -o cat -u fwknop-tunnel@all");
    assertTrue(log.contains("[db] listening on 127.0.0.1:5432"), log);
    assertTrue(log.contains("[web] listening on /run/fwknop-tunnel-web.socket"), log);
  }

  @Test
  void theServiceIsShutIn() {
    String report =
        machine.run(
            "systemd-analyze security --no-pager --offline=yes"
                + " /etc/systemd/system/fwknop-tunnel@.service");
    Matcher score = Pattern.compile("Overall exposure level for .*: ([0-9.]+)").matcher(report);
    assertTrue(score.find(), report);
    assertTrue(Double.parseDouble(score.group(1)) < 2.0, report);
  }
}
