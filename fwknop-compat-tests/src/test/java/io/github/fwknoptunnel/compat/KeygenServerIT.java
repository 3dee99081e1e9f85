package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * What {@code keygen --server --for SYSTEM} prints, put as it is onto such a server: the whole
 * output is access.conf, and its comments have the other files and the commands.
 */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class KeygenServerIT {
  private static final int PORT = 7001;
  private static final String COMMANDS = "run as root";
  private static final String TIMER = "/tmp/timer";

  @TempDir Path directory;

  /** Ubuntu 24.04 has the server of Debian 13 with nothing active in fwknopd.conf. */
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "debian12, DEBIAN_12_PCAP, false",
    "debian13, DEBIAN_13_NFQUEUE, true",
    "ubuntu24.04, DEBIAN_13_NFQUEUE, false",
    "nftables, NFTABLES, false",
  })
  void theOutputMakesAServer(String system, ServerKind kind, boolean keepsShipped)
      throws Exception {
    Path keys = directory.resolve("keys");
    Object[] keygen = {
      "keygen", "--server", "-K", keys, "-A", "tcp/22,tcp/" + PORT, "-f", 20, "--for", system
    };
    String output = TunnelProcess.run("", keygen).replaceFirst("wrote new keys .*\n", "");
    Map<String, String> files = files(output);
    try (FirewallContainer firewall = FirewallContainer.start(kind, Stanza.of(7002).access())) {
      if (!keepsShipped) {
        firewall.write("/etc/fwknop/fwknopd.conf", "");
      }
      replaceSystemd(firewall);
      install(firewall, output, files);
      assertTrue(Knocks.isSilent(firewall, PORT), "closed before the knock");
      assertFalse(
          Knocks.isSilent(firewall, FirewallContainer.SSH),
          "ssh stays open until a login has worked");
      knock(firewall, keys);
      assertTrue(Knocks.echoes(firewall.address(), PORT), "open after the knock");
      firewall.run("sh", "-ec", files.get(COMMANDS + ", then log in through the tunnel"));
      assertTrue(Knocks.isSilent(firewall, FirewallContainer.SSH), "ssh is closed for the test");
      assertEquals(
          "--unit=reopen-ssh --on-active=10min",
          firewall.run("cut", "-d", " ", "-f", "1-2", TIMER).strip());
      firewall.run("sh", "-ec", "$(cut -d ' ' -f 3- " + TIMER + ")");
      assertFalse(Knocks.isSilent(firewall, FirewallContainer.SSH), "the timer opens ssh again");
      firewall.run("sh", "-ec", files.get(COMMANDS + " when that login has worked"));
    }
  }

  /** There is no systemd in the container: what a timer would run is kept. */
  private static void replaceSystemd(FirewallContainer firewall) {
    firewall.write("/usr/local/bin/systemd-run", "#!/bin/sh\necho \"$@\" >" + TIMER + "\n");
    firewall.write("/usr/local/bin/systemctl", "#!/bin/sh\n");
    firewall.run("chmod", "755", "/usr/local/bin/systemd-run", "/usr/local/bin/systemctl");
  }

  private static void install(
      FirewallContainer firewall, String output, Map<String, String> files) {
    files.forEach((name, text) -> {
      if (name.endsWith("fwknopd.conf")) {
        firewall.run("sh", "-c", "printf %s \"$1\" >>" + name, "sh", text);
      } else if (name.startsWith("/")) {
        firewall.write(name, text);
      }
    });
    firewall.write("/etc/fwknop/access.conf", output);
    firewall.run("sh", "-ec", files.get(COMMANDS));
    firewall.run("restart-fwknopd");
  }

  private static void knock(FirewallContainer firewall, Path keys) throws Exception {
    String[] words = {
      "knock", "--wait", "--no-rc-file", "-D", firewall.address(), "-A", "tcp/" + PORT
    };
    Object[] all = new Object[words.length + 2];
    System.arraycopy(words, 0, all, 0, words.length);
    all[words.length] = "--key-file";
    all[words.length + 1] = keys;
    TunnelProcess.run("", all);
  }

  /** The lines behind {@code #} and three blanks, by the name in the line with {@code ##}. */
  private static Map<String, String> files(String output) {
    Map<String, String> files = new LinkedHashMap<>();
    String name = "";
    for (String line : output.lines().toList()) {
      if (line.startsWith("## ")) {
        name = line.substring(3);
      } else if (line.startsWith("#   ")) {
        files.merge(name, line.substring(4) + "\n", String::concat);
      }
    }
    return files;
  }
}
