package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What a server does besides opening its own ports: NAT access and command messages. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerFeaturesIT {
  private static final int NAT_PORT = 4022;

  @Parameter ServerKind kind;
  @TempDir Path directory;

  @Test
  void aPortOfTheServerLeadsToAnInnerHost() throws Exception {
    Stanza stanza = Stanza.of(NAT_PORT);
    FirewallContainer inner = FirewallContainer.shared(kind);
    int before = inner.accepts(FirewallContainer.OPEN_WITHOUT_KNOCK);
    try (FirewallContainer outer = FirewallContainer.start(kind, stanza.access())) {
      outer.configure("ENABLE_IPT_FORWARDING Y;");
      try (TunnelProcess tunnel =
          TunnelProcess.start(
              "-remote-host",
              outer.address(),
              "-N",
              inner.address() + ":" + FirewallContainer.OPEN_WITHOUT_KNOCK,
              "--nat-port",
              NAT_PORT,
              "--key-file",
              stanza.keyFile(directory))) {
        assertTrue(Knocks.echoes("127.0.0.1", tunnel.port()), tunnel::log);
      }
    }
    assertEquals(before + 1, inner.accepts(FirewallContainer.OPEN_WITHOUT_KNOCK));
  }

  /** As examples/tinc/tinc-udp.options has it, with the echo service in the place of tinc. */
  @Test
  void aPacketToUdpPort443IsRedirectedAndOpensAForwardedPort() throws Exception {
    Stanza stanza = Stanza.of(7001);
    String access = stanza.access().replace("tcp/7001", "tcp/7001,tcp/443");
    try (FirewallContainer gate = FirewallContainer.start(kind, access)) {
      gate.configure("ENABLE_IPT_FORWARDING Y;\nENABLE_IPT_LOCAL_NAT Y;");
      String redirect = "-p udp --dport 443 -j REDIRECT --to-ports 62201";
      gate.run("sh", "-c", "iptables -t nat -I PREROUTING " + redirect);
      if (kind == ServerKind.DEBIAN_12_PCAP) {
        // libpcap sees a packet before its port is changed.
        gate.configure("PCAP_FILTER udp port 443;");
      }
      try (TunnelProcess tunnel =
          TunnelProcess.start(
              "-remote-host",
              gate.address(),
              "-remote-port",
              443,
              "-p",
              443,
              "--nat-local",
              "-A",
              "tcp/7001",
              "--nat-port",
              443,
              "--key-file",
              stanza.keyFile(directory))) {
        assertTrue(Knocks.echoes("127.0.0.1", tunnel.port()), tunnel::log);
      }
      assertEquals(1, gate.accepts(7001));
    }
  }

  @Test
  void theServerRunsACommand() throws Exception {
    Stanza stanza = Stanza.of(7001);
    String access =
        stanza.access().replace("FW_ACCESS", "ENABLE_CMD_EXEC    Y\nFW_ACCESS").stripTrailing();
    try (FirewallContainer gate = FirewallContainer.start(kind, access + "\n")) {
      TunnelProcess.run(
          "",
          "knock",
          "--no-rc-file",
          "-D",
          gate.address(),
          "-C",
          "touch /tmp/was-here",
          "--key-file",
          stanza.keyFile(directory));
      Knocks.await(
          "the command", () -> gate.run("find", "/tmp", "-name", "was-here").contains("was-here"));
    }
  }
}
