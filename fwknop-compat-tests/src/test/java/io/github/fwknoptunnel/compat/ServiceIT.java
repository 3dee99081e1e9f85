package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Every command of the page about services, as root on a machine that systemd runs; its server is a
 * firewall that answers to {@code db.example.com}. A comment before each block says what comes of
 * it.
 */
@RequiresEngine
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServiceIT {
  private static final String LOG = "journalctl --no-pager -u fwknop-tunnel@db";

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    try (FirewallContainer firewall =
            FirewallContainer.start(FirewallContainer.stanza(7001).access());
        SystemdMachine machine = SystemdMachine.start()) {
      firewall.run(
          "bash", "-c", "socat TCP4-LISTEN:5432,fork EXEC:cat </dev/null >/dev/null 2>&1 &");
      machine.run("echo " + firewall.address() + " db.example.com >>/etc/hosts");
      int count = 0;
      for (DocumentRun.Block block : DocumentRun.blocks(systemdPart())) {
        count++;
        runBlock(firewall, machine, block);
      }
      assertEquals(7, count, "blocks of shell about systemd");
    }
  }

  private static String systemdPart() throws Exception {
    String page = Files.readString(DocumentRun.PROJECT.resolve("docs/SERVICE.md"));
    int start = page.indexOf("\n## systemd\n");
    return page.substring(start, page.indexOf("\n## ", start + 1));
  }

  private static void runBlock(
      FirewallContainer firewall, SystemdMachine machine, DocumentRun.Block block) {
    String[] words = block.how().split(": ", 2);
    int logged = machine.run(LOG).length();
    String said = machine.run("set -euo pipefail; cd; " + block.script());
    switch (words[0]) {
      case "as root" -> {}
      case "as root, it says" -> assertTrue(said.contains(words[1]), said);
      case "as root, and the log says" ->
          Knocks.await(words[1], () -> machine.run(LOG).substring(logged).contains(words[1]));
      case "as root, and take the output for the server" -> {
        firewall.write("/etc/fwknop/access.conf", said + "\n");
        firewall.run("restart-fwknopd");
      }
      case "as root, and a client gets through" -> {
        int packets = firewall.packets();
        machine.run(
            "exec 4<>/dev/tcp/127.0.0.1/5432; echo hello >&4;"
                + " read -r -t 20 line <&4; [[ $line == hello ]]");
        assertTrue(firewall.packets() > packets, "each start begins with a knock");
      }
      default -> throw new AssertionError("nobody says how to run: " + block);
    }
  }
}
