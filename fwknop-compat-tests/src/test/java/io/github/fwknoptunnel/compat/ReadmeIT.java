package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Every command of the README. */
@RequiresEngine
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ReadmeIT {
  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatTheReadmeSays() throws Exception {
    try (Gate gate = Gate.start(Gate.stanza(7001).access());
        DocumentRun document = new DocumentRun(gate, directory)) {
      assertEquals(11, document.run("README.md"), "blocks of shell in the README");
    }
  }
}
