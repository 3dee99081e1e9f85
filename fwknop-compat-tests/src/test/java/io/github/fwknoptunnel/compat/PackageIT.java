package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The packages of a release on a Debian that has nothing but itself. */
@RequiresEngine
@Timeout(1200)
class PackageIT {
  private static final int DEB_PORT = 7017;
  private static final int ARCHIVE_PORT = 7018;
  private static final Set<String> LICENCES = Set.of("Apache-2.0", "Bouncy Castle Licence");

  @TempDir Path directory;

  @Test
  void theDebianPackageWorksWithoutJavaAndLeavesNothingBehind() throws IOException {
    try (BareDebian debian = new BareDebian()) {
      copy(debian, ".deb");
      List<String> before = debian.files();
      String demo = debian.run(DocumentRun.readme("PackageIT runs this on a bare Debian"));
      assertTrue(demo.contains("after the knock"), demo);
      debian.run("cd /var/cache/fwknop-tunnel && test -s *.aot && test -s *.cpu");
      assertTunnels(debian, "fwknop-tunnel", DEB_PORT);
      debian.run("dpkg --purge fwknop-tunnel && rm /root/keys /root/log /root/pid");
      assertEquals(Set.of(), added(before, debian.files()));
    }
  }

  @Test
  void theArchiveWorksWhereItIsUnpackedAndMakesItsCacheThere() throws IOException {
    try (BareDebian debian = new BareDebian()) {
      copy(debian, "-linux-x64.tar.gz");
      String demo = debian.run(DocumentRun.readme("PackageIT runs this too"));
      assertTrue(demo.contains("after the knock"), demo);
      Knocks.await(
          "the cache",
          () -> debian.result("ls */lib/fwknop-tunnel/cache/*.cpu").getExitCode() == 0);
      // The cache moves with it, and the program is found through a link and with a space in its
      // name.
      debian.run("mkdir '/opt/a b' && mv fwknop-tunnel-*/ '/opt/a b'");
      debian.run("ln -s '/opt/a b'/*/bin/fwknop-tunnel /usr/local/bin/");
      assertTunnels(debian, "fwknop-tunnel", ARCHIVE_PORT);
      debian.run("test ! -e /root/.cache");
    }
  }

  @Test
  void everyUserSharesTheCacheOfThePackageAndNeedsNoOther() throws IOException {
    try (BareDebian debian = new BareDebian()) {
      copy(debian, ".deb");
      debian.run("dpkg -i *.deb && mkdir -m 700 /home/somebody && chown 54321 /home/somebody");
      debian.run("cd /var/cache/fwknop-tunnel && test $(stat -c %a:%u *.aot) = 644:0");
      String user = "setpriv --reuid 54321 --clear-groups env HOME=/home/somebody ";
      // Not there after three starts: none of them wanted to make one.
      for (int i = 0; i < 3; i++) {
        debian.run(user + "fwknop-tunnel --version");
      }
      debian.run("test ! -e /home/somebody/.cache");
      // Without it each user has one of their own, for nobody else.
      debian.run("rm /var/cache/fwknop-tunnel/*");
      debian.run(user + "fwknop-tunnel --version");
      String own = "/home/somebody/.cache/fwknop-tunnel";
      Knocks.await("a cache", () -> debian.result("test -e " + own + "/*.cpu").getExitCode() == 0);
      assertEquals("700\n600\n600\n", debian.run("cd " + own + " && stat -c %a . *.aot *.cpu"));
      debian.run("test -z \"$(ls -A /var/cache/fwknop-tunnel)\"");
    }
  }

  private static void copy(BareDebian debian, String ending) {
    Path file = Packages.file(ending);
    debian.copy(file, "/root/" + file.getFileName());
  }

  /** A byte goes through a real fwknopd's port and comes back. */
  private static void assertTunnels(BareDebian debian, String program, int port) {
    FirewallContainer firewall = FirewallContainer.shared();
    int openings = firewall.openings(port).size();
    Stanza stanza = FirewallContainer.stanza(port);
    String keys = "KEY_BASE64: %s\\nHMAC_KEY_BASE64: %s\\n";
    String text = keys.formatted(stanza.keyBase64(), stanza.hmacKeyBase64());
    debian.run("umask 077 && printf '" + text + "' > /root/keys");
    String server = " -remote-host " + firewall.address() + " -remote-port " + port;
    debian.run(
        program
            + server
            + " --max-packets 1 --key-file /root/keys > /root/log 2>&1 < /dev/null & echo $! > /root/pid");
    Knocks.await(
        "the tunnel to listen",
        () -> debian.result("grep -q 'listening on' /root/log").getExitCode() == 0);
    String echo = "exec 3<>/dev/tcp/127.0.0.1/6000; echo hello >&3; read -r line <&3; echo $line";
    assertEquals("hello\n", debian.run("timeout 30 bash -c '" + echo + "'"));
    debian.run("kill $(cat /root/pid)");
    // Nobody waits for the process there, so its entry stays.
    String runs = "grep -q . /proc/$(cat /root/pid)/cmdline";
    Knocks.await("its end", () -> debian.result(runs).getExitCode() != 0);
    assertEquals(openings + 1, firewall.openings(port).size());
  }

  private static Set<String> added(List<String> before, List<String> after) {
    Set<String> added = new TreeSet<>(after);
    before.forEach(added::remove);
    // dpkg's own: locks, the state before the last change, its log.
    added.removeIf(file -> file.matches("/var/lib/dpkg/.*|/var/log/(dpkg|alternatives).log"));
    return added;
  }

  @Test
  void everyComponentHasALicenceThatIsAllowedAndIsNamed() throws IOException {
    JsonNode sbom = new ObjectMapper().readTree(Packages.file(".sbom.json").toFile());
    String notices = Files.readString(Path.of("../cli/packaging/THIRD-PARTY.md"));
    assertTrue(sbom.path("components").size() >= 4, sbom::toPrettyString);
    for (JsonNode component : sbom.path("components")) {
      String name = component.path("name").asText();
      boolean ours = component.path("group").asText().equals("io.github.fwknoptunnel");
      assertTrue(ours || notices.contains("| " + name + " |"), name + " is not in THIRD-PARTY.md");
      JsonNode licence = component.path("licenses").path(0).path("license");
      String named = licence.path("id").asText(licence.path("name").asText());
      assertTrue(LICENCES.contains(named), name + ": " + licence);
    }
  }

  @Test
  void twoBuildsGiveTheSameBytes() throws IOException {
    Path again = Packages.make(directory.resolve("again"));
    assertEquals(
        Files.readString(Packages.directory().resolve("SHA256SUMS")),
        Files.readString(again.resolve("SHA256SUMS")));
  }
}
