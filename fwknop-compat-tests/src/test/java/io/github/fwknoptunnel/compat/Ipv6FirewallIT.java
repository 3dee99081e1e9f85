package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The program with a server that opens an nftables set of IPv6 addresses. */
@RequiresEngine
@Timeout(300)
class Ipv6FirewallIT {
  private static final int PORT = NftFirewall.SERVICE_PORT;
  private static final int LOCAL_PORT = 6000;

  @TempDir static Path directory;
  private static Ipv6Lab lab;
  private static Path keys;
  private static Path otherKeys;

  @BeforeAll
  static void start() throws Exception {
    keys = keyFile("keys", NftFirewall.KEY);
    otherKeys = keyFile("other", "another-horse");
    lab = new Ipv6Lab(directory);
  }

  @AfterAll
  static void stop() {
    if (lab != null) {
      lab.close();
    }
  }

  private static Path keyFile(String name, String key) throws Exception {
    Path file =
        Files.writeString(
            directory.resolve(name), "KEY: " + key + "\nHMAC_KEY: " + NftFirewall.HMAC_KEY + "\n");
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  @BeforeEach
  void shut() throws Exception {
    lab.shut();
    TunnelProcess.Ended ended =
        lab.program(
            "connect", "-6", "--no-rc-file", "--connect-timeout", "300ms", Ipv6Lab.GATE, PORT);
    assertEquals(5, ended.status(), ended::toString);
    assertTrue(ended.err().contains("gave no answer"), ended::toString);
  }

  private static void assertOpened(String by) throws Exception {
    assertEquals(List.of("opened by " + by + ",tcp/" + PORT), lab.packets());
    String open = lab.open();
    assertTrue(open.contains(Ipv6Lab.CLIENT + " . tcp . " + PORT + " timeout 30s"), open);
  }

  @Test
  void aTunnelOpensThePortAndServesSeveralConnections() throws Exception {
    Process tunnel =
        lab.tunnel(
            "-6",
            "-remote-host",
            Ipv6Lab.GATE,
            "-remote-port",
            PORT,
            "-local-port",
            LOCAL_PORT,
            "--no-rc-file",
            "--key-file",
            keys,
            "--ready-file",
            directory.resolve("ready"));
    try {
      Knocks.await("the tunnel", () -> Files.exists(directory.resolve("ready")));
      for (String line : List.of("one", "two", "three")) {
        assertEquals(line, lab.echo(LOCAL_PORT, line));
      }
      assertOpened("0.0.0.0");
    } finally {
      tunnel.destroy();
      tunnel.waitFor();
    }
  }

  @Test
  void connectOpensThePortOfAName() throws Exception {
    TunnelProcess.Ended ended =
        lab.program("connect", "-6", "--no-rc-file", "--key-file", keys, Ipv6Lab.NAME, PORT);
    assertEquals(0, ended.status(), ended::toString);
    assertOpened("0.0.0.0");
  }

  @Test
  void knockWaitsForThePortAndMayNameTheAddress() throws Exception {
    TunnelProcess.Ended ended =
        lab.program(
            "knock",
            "-6",
            "-D",
            Ipv6Lab.GATE,
            "-A",
            "tcp/" + PORT,
            "-a",
            Ipv6Lab.CLIENT,
            "--wait",
            "--no-rc-file",
            "--key-file",
            keys);
    assertEquals(0, ended.status(), ended::toString);
    assertTrue(
        ended.err().contains("[" + Ipv6Lab.GATE + "]:" + PORT + " is open"), ended::toString);
    assertOpened(Ipv6Lab.CLIENT);
  }

  @Test
  void aWrongKeyOpensNothing() throws Exception {
    TunnelProcess.Ended ended =
        lab.program(
            "knock",
            "-6",
            "-D",
            Ipv6Lab.GATE,
            "-A",
            "tcp/" + PORT,
            "--wait=1s",
            "--max-packets",
            1,
            "--no-rc-file",
            "--key-file",
            otherKeys);
    assertEquals(5, ended.status(), ended::toString);
    assertEquals(List.of("refused"), lab.packets());
    assertFalse(lab.open().contains("elements"));
  }

  /** Nothing answers at the IPv4 address, which comes first. */
  @Test
  void anyFamilyReachesTheGateAfterADeadIpv4Address() throws Exception {
    TunnelProcess.Ended ended =
        lab.program(
            "connect",
            "-v",
            "--family",
            "any",
            "--no-rc-file",
            "--key-file",
            keys,
            Ipv6Lab.NAME,
            PORT);
    assertEquals(0, ended.status(), ended::toString);
    assertTrue(ended.err().contains("192.0.2.79:62201"), ended::toString);
    assertOpened("0.0.0.0");
  }

  @Test
  void withoutTheOptionThePacketsGoToTheIpv4AddressOnly() throws Exception {
    TunnelProcess.Ended ended =
        lab.program(
            "connect",
            "--connect-timeout",
            "1s",
            "--no-rc-file",
            "--key-file",
            keys,
            Ipv6Lab.NAME,
            PORT);
    assertEquals(5, ended.status(), ended::toString);
    assertTrue(
        ended.err().contains(Ipv6Lab.NAME + ":" + PORT + " gave no answer"), ended::toString);
    assertEquals(List.of(), lab.packets());
  }
}
