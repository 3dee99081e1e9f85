package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/**
 * Every command of the pages by task, those for the server on the firewall itself. The first page
 * makes the keys that the others use.
 */
@RequiresEngine
@OnEachDebian
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class GuideIT {
  /** Each page with its number of blocks of shell. */
  private static final List<Map.Entry<String, Integer>> PAGES =
      List.of(
          Map.entry("QUICKSTART", 9),
          Map.entry("TUNNELS", 5),
          Map.entry("SSH", 3),
          Map.entry("EXEC", 2),
          Map.entry("KNOCK", 3),
          Map.entry("STANZAS", 3),
          Map.entry("KEYS", 2),
          Map.entry("ACCESS", 2),
          Map.entry("GPG", 4));

  @Parameter ServerKind kind;
  @TempDir Path directory;

  @Test
  void everyCommandDoesWhatItsPageSays() throws Exception {
    try (FirewallContainer firewall =
            FirewallContainer.start(kind, FirewallContainer.stanza(7001).access());
        DocumentRun document = new DocumentRun(firewall, directory)) {
      for (Map.Entry<String, Integer> page : PAGES) {
        String file = "docs/" + page.getKey() + ".md";
        assertEquals(page.getValue(), document.run(file), "blocks of shell in " + file);
      }
    }
  }
}
