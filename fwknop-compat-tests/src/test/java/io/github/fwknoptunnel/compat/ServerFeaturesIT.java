package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
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
  private static final Path EXAMPLES = DocumentRun.PROJECT.resolve("examples");

  /** A server on port 655, and a client that prints when its connection is active. */
  private static final String START_TINC =
      """
      for name in server client; do
        mkdir -p /etc/tinc/$name/hosts
        printf 'Name = %%s\nDeviceType = dummy\n' $name >/etc/tinc/$name/tinc.conf
        tincd -n $name -K2048 </dev/null
      done
      cp /etc/tinc/client/hosts/client /etc/tinc/server/hosts/
      cat - /etc/tinc/server/hosts/server >/etc/tinc/client/hosts/server <<'HEAD'
      %sHEAD
      echo 'ConnectTo = server' >>/etc/tinc/client/tinc.conf
      tincd -n server
      timeout 60 tincd -n client -D -d1 -o Port=0 >/tmp/client.log 2>&1 &
      until grep activated /tmp/client.log || ! kill -0 $!; do sleep 0.1; done
      kill $!
      cat /tmp/client.log
      """;

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

  /** What stands on the page of the examples, with two tinc daemons in the firewall's container. */
  @Test
  void tincConnectsThroughPort443AndAPacketToUdpPort443() throws Exception {
    Stanza stanza = Stanza.of(443);
    String access = stanza.access().replace("tcp/443", "tcp/443,tcp/655");
    try (FirewallContainer firewall = FirewallContainer.start(kind, access)) {
      firewall.run("sh", "-c", "echo '" + firewall.address() + " server.example.com' >>/etc/hosts");
      firewall.configure("ENABLE_IPT_FORWARDING Y;\nENABLE_IPT_LOCAL_NAT Y;");
      firewall.run("sh", "-c", redirect());
      if (kind == ServerKind.DEBIAN_12_PCAP) {
        // libpcap sees a packet before its port is changed.
        firewall.configure("PCAP_FILTER udp port 443;");
      }
      Path options = directory.resolve("tinc-udp.options");
      String text = Files.readString(EXAMPLES.resolve("tinc/tinc-udp.options"));
      Files.writeString(options, text.replace("server.example.com", firewall.address()));
      try (TunnelProcess tunnel =
          TunnelProcess.start(
              "@" + options,
              "-local-port",
              0,
              "--bind-address",
              firewall.clientAddress(),
              "--key-file",
              stanza.keyFile(directory))) {
        String start = START_TINC.formatted(hostsHead(firewall.clientAddress(), tunnel.port()));
        String said = firewall.run("bash", "-c", start);
        assertTrue(said.contains("activated"), () -> said + "\n" + tunnel.log());
        assertEquals(1, firewall.openings(443).size(), tunnel::log);
      }
    }
  }

  private static String redirect() throws IOException {
    String page = Files.readString(EXAMPLES.resolve("README.md"));
    return page.lines()
        .filter(line -> line.startsWith("iptables -t nat"))
        .findFirst()
        .orElseThrow();
  }

  private static String hostsHead(String address, int port) throws IOException {
    String head = Files.readString(EXAMPLES.resolve("tinc/hosts-server"));
    return head.replace("127.0.0.1 6443", address + " " + port);
  }

  @Test
  void theServerRunsACommand() throws Exception {
    Stanza stanza = Stanza.of(7001);
    String access =
        stanza.access().replace("FW_ACCESS", "ENABLE_CMD_EXEC    Y\nFW_ACCESS").stripTrailing();
    try (FirewallContainer firewall = FirewallContainer.start(kind, access + "\n")) {
      TunnelProcess.run(
          "",
          "knock",
          "--no-rc-file",
          "-D",
          firewall.address(),
          "-C",
          "touch /tmp/was-here",
          "--key-file",
          stanza.keyFile(directory));
      Knocks.await(
          "the command",
          () -> firewall.run("find", "/tmp", "-name", "was-here").contains("was-here"));
    }
  }
}
