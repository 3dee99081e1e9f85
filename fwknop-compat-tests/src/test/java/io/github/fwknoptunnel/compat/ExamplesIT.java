package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The commands of the examples' page with the examples' files: the real ssh, git, psql, openvpn and
 * tincd, with their servers behind one gate.
 */
@RequiresEngine
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ExamplesIT {
  private static final Path EXAMPLES = DocumentRun.PROJECT.resolve("examples");

  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    try (FirewallContainer gate =
            FirewallContainer.startWithServices(FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(gate, directory)) {
      prepareFiles();
      prepareOpenVpn(gate, document);
      prepareTinc(gate, document);
      int count = 0;
      for (String section : Files.readString(EXAMPLES.resolve("README.md")).split("(?m)^## ")) {
        int datagrams = gate.packets();
        count += document.runBlocks(section);
        if (section.startsWith("tinc")) {
          assertEquals(datagrams, gate.packets(), "the packet does not go over UDP");
        }
      }
      assertEquals(10, count, "blocks of shell on the page");
      assertFalse(gate.openings(443).isEmpty(), "port 443 leads to tinc");
      String natted = gate.run("iptables", "-t", "nat", "-nvxL", "FWKNOP_PREROUTING");
      assertTrue(natted.contains("tcp dpt:443"), natted);
      assertFalse(natted.contains(" 0 DNAT"), natted);
    }
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

  private void prepareOpenVpn(FirewallContainer gate, DocumentRun document) throws IOException {
    take(gate, "/root/openvpn/server.crt", "ca.crt");
    take(gate, "/root/openvpn/client.crt", "client.crt");
    take(gate, "/root/openvpn/client.key", "client.key");
    inContainer(document, "openvpn", directory + ":/work -w /work", "--dev null");
  }

  private void prepareTinc(FirewallContainer gate, DocumentRun document) throws IOException {
    String conf = gate.run("cat", "/etc/fwknop/fwknopd.conf");
    conf =
        conf.replaceAll("(?m)^ENABLE.*\n", "")
            + Files.readString(EXAMPLES.resolve("tinc/fwknopd.conf"));
    gate.write("/etc/fwknop/fwknopd.conf", conf);
    // The packet names the server, and fwknopd looks the name up.
    gate.run("sh", "-c", "echo '" + gate.address() + " server.example.com' >>/etc/hosts");
    Path hosts = Files.createDirectories(directory.resolve("tinc/hosts"));
    take(gate, "/root/tinc/rsa_key.priv", "tinc/rsa_key.priv");
    take(gate, "/root/tinc/hosts/client", "tinc/hosts/client");
    Files.copy(EXAMPLES.resolve("tinc/tinc.conf"), directory.resolve("tinc/tinc.conf"));
    Files.writeString(
        hosts.resolve("server"),
        Files.readString(EXAMPLES.resolve("tinc/hosts-server"))
            + gate.run("cat", "/root/tinc/hosts/server"));
    String folder = directory.resolve("tinc") + ":/etc/tinc/example";
    inContainer(document, "tincd", folder, "-o DeviceType=dummy -o Port=0");
  }

  private void take(FirewallContainer gate, String from, String to) throws IOException {
    Files.writeString(directory.resolve(to), gate.run("cat", from));
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
