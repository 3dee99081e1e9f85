package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** Every command of the guide, those for the server on the gate itself. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuideIT {
  @Parameter ServerKind kind;
  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatTheGuideSays() throws Exception {
    try (FirewallContainer gate =
            FirewallContainer.start(kind, FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(gate, directory)) {
      assertEquals(19, document.run("docs/GUIDE.md"), "blocks of shell in the guide");
    }
  }
}
