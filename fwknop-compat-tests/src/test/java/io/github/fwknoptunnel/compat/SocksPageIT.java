package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the page about the proxy. */
@RequiresEngine
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocksPageIT {
  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatThePageSays() throws Exception {
    try (FirewallContainer firewall =
            FirewallContainer.startServicesImage(FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(firewall, directory)) {
      firewall.run("start-postgresql", "server.example.com");
      firewall.run("start-repository");
      Files.writeString(directory.resolve("ca.crt"), firewall.run("cat", "/root/tls/ca.crt"));
      assertEquals(10, document.run("docs/SOCKS.md"), "blocks of shell in the page");
    }
  }
}
