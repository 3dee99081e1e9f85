package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the examples' page with the examples' files: the real ssh, git, psql, openvpn,
 * tincd and redsocks, with their servers behind one firewall.
 */
@RequiresEngine
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExamplesIT {
  private static final Path EXAMPLES = DocumentRun.PROJECT.resolve("examples");

  private static final String TRANSPARENT = "Transparent proxy";
  private static final int POSTGRESQL = 5432;

  @TempDir Path directory;

  static List<String> sections() throws IOException {
    return List.of(Files.readString(EXAMPLES.resolve("README.md")).split("(?m)^## "));
  }

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    try (FirewallContainer firewall =
            FirewallContainer.startWithServices(FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(firewall, directory)) {
      prepareFiles();
      prepareOpenVpn(firewall, document);
      prepareTinc(firewall, document);
      int count = 0;
      for (String section : sections()) {
        if (section.startsWith(TRANSPARENT) || section.startsWith(WireGuardIT.SECTION)) {
          continue;
        }
        int datagrams = firewall.packets();
        count += document.runBlocks(section);
        if (section.startsWith("tinc")) {
          assertEquals(datagrams, firewall.packets(), "the packet does not go over UDP");
        }
      }
      assertEquals(12, count, "blocks of shell on the page");
      assertFalse(firewall.openings(443).isEmpty(), "port 443 leads to tinc");
      assertFalse(firewall.openings("udp/1194").isEmpty());
      String natted = firewall.run("iptables", "-t", "nat", "-nvxL", "FWKNOP_PREROUTING");
      assertTrue(natted.contains("tcp dpt:443"), natted);
      assertFalse(natted.contains(" 0 DNAT"), natted);
    }
  }

  @Test
  void theTransparentProxyServesAProgramThatKnowsNone() throws Exception {
    requireRoot();
    assertFalse(Files.exists(Path.of("/run/netns/apps")), "the example's namespace is in use");
    try (FirewallContainer firewall =
            FirewallContainer.startServicesImage(FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(firewall, directory)) {
      firewall.run("start-postgresql", "server.example.com");
      prepareFiles();
      prepareRedsocks(firewall, document);
      assertEquals(1, document.runBlocks(sections().getFirst()), "the block that makes the keys");
      assertTrue(Knocks.isSilent(firewall, POSTGRESQL), "closed before");
      int before = connections(firewall);
      String section =
          sections().stream().filter(text -> text.startsWith(TRANSPARENT)).findFirst().get();
      try {
        assertEquals(5, document.runBlocks(section), "blocks of shell in the section");
      } finally {
        // After the last block there is none.
        new ProcessBuilder("ip", "netns", "del", "apps").start().waitFor();
      }
      assertEquals(1, firewall.openings(POSTGRESQL).size());
      assertEquals(1, connections(firewall) - before, "as the server counts");
    }
  }

  private static int connections(FirewallContainer firewall) {
    String log = "/var/log/postgresql/postgresql-15-main.log";
    return SocksLab.lines(firewall, log, "connection received");
  }

  private static void requireRoot() {
    if (!"root".equals(System.getProperty("user.name"))) {
      String reason = "network namespaces need root";
      assertFalse(Boolean.getBoolean("compat.required"), reason);
      System.err.println("SKIPPED: " + reason);
      abort(reason);
    }
  }

  /**
   * Programs of the firewall's image in the example's namespace: this machine needs no packages.
   */
  private void prepareRedsocks(FirewallContainer firewall, DocumentRun document)
      throws IOException {
    firewall.run("mkdir", "-p", "/examples/redsocks");
    for (String name : List.of("redsocks.conf", "redirect.nft")) {
      firewall.write(
          "/examples/redsocks/" + name, Files.readString(EXAMPLES.resolve("redsocks/" + name)));
    }
    for (String program : List.of("nft", "redsocks")) {
      document.executable(
          "bin/" + program, "exec chroot /proc/" + firewall.pid() + "/root " + program + " \"$@\"");
    }
    // On a busy machine a second packet is right, but would be counted.
    Path tunnel = directory.resolve("fwknop-tunnel");
    String one = "\nexport FWKNOP_TUNNEL_OPT_MAX_PACKETS=1\nexec ";
    Files.writeString(tunnel, Files.readString(tunnel).replace("\nexec ", one));
    document.executable(
        "bin/psql", "export PGHOSTADDR=" + firewall.address(), "exec /usr/bin/psql \"$@\"");
  }

  private void prepareFiles() throws IOException {
    for (String name : List.of("ssh", "openvpn", "tinc")) {
      Path folder = Files.createDirectories(directory.resolve("examples").resolve(name));
      try (var files = Files.list(EXAMPLES.resolve(name))) {
        for (Path file : files.toList()) {
          Files.copy(file, folder.resolve(file.getFileName()));
        }
      }
    }
  }

  private void prepareOpenVpn(FirewallContainer firewall, DocumentRun document) throws IOException {
    take(firewall, "/root/openvpn/server.crt", "ca.crt");
    take(firewall, "/root/openvpn/client.crt", "client.crt");
    take(firewall, "/root/openvpn/client.key", "client.key");
    String volume = "%s:/work -w /work --add-host server.example.com:%s";
    inContainer(document, "openvpn", volume.formatted(directory, firewall.address()), "--dev null");
  }

  private void prepareTinc(FirewallContainer firewall, DocumentRun document) throws IOException {
    String conf = firewall.run("cat", "/etc/fwknop/fwknopd.conf");
    conf =
        conf.replaceAll("(?m)^ENABLE.*\n", "")
            + Files.readString(EXAMPLES.resolve("tinc/fwknopd.conf"));
    firewall.write("/etc/fwknop/fwknopd.conf", conf);
    // The packet names the server, and fwknopd looks the name up.
    firewall.run("sh", "-c", "echo '" + firewall.address() + " server.example.com' >>/etc/hosts");
    Path hosts = Files.createDirectories(directory.resolve("tinc/hosts"));
    take(firewall, "/root/tinc/rsa_key.priv", "tinc/rsa_key.priv");
    take(firewall, "/root/tinc/hosts/client", "tinc/hosts/client");
    Files.copy(EXAMPLES.resolve("tinc/tinc.conf"), directory.resolve("tinc/tinc.conf"));
    Files.writeString(
        hosts.resolve("server"),
        Files.readString(EXAMPLES.resolve("tinc/hosts-server"))
            + firewall.run("cat", "/root/tinc/hosts/server"));
    String folder = directory.resolve("tinc") + ":/etc/tinc/example";
    inContainer(document, "tincd", folder, "-o DeviceType=dummy -o Port=0");
  }

  private void take(FirewallContainer firewall, String from, String to) throws IOException {
    Files.writeString(directory.resolve(to), firewall.run("cat", from));
  }

  /**
   * A client on this machine's network, without a need for its package here, or for a TUN device.
   */
  private static void inContainer(
      DocumentRun document, String program, String volume, String options) throws IOException {
    document.executable(
        "bin/" + program,
        "exec docker run --rm --network host -v %s --entrypoint %s fwknop-tunnel-services:test \"$@\" %s"
            .formatted(volume, program, options));
  }
}
