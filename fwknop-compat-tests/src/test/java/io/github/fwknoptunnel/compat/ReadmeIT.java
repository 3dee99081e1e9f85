package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Every command of the README. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeIT {
  @Parameter ServerKind kind;
  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws Exception {
    try (FirewallContainer firewall =
            FirewallContainer.start(kind, FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(firewall, directory)) {
      assertEquals(11, document.run("README.md"), "blocks of shell in the README");
    }
  }
}
