package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;

/** What {@code keygen --server} prints, as the whole configuration of a real fwknopd. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class NewKeysIT {
  @Parameter ServerKind kind;
  @TempDir Path directory;

  @Test
  void aGateOfPrintedStanzasOpensForTheirKeyFiles() throws Exception {
    StringBuilder accessConf = new StringBuilder();
    int port = 7001;
    for (HashAlgorithm type : HashAlgorithm.values()) {
      accessConf.append(keygen(port++, "--hmac-digest-type", type));
    }
    // The smallest keys, and the defaults.
    accessConf.append(keygen(port++, "--key-len", 1, "--hmac-key-len", 1));
    accessConf.append(keygen(port));
    try (FirewallContainer firewall = FirewallContainer.start(kind, accessConf.toString())) {
      for (int opened = 7001; opened <= port; opened++) {
        assertTrue(Knocks.isSilent(firewall, opened), "closed before the knock: " + opened);
        TunnelProcess.run(
            "",
            "knock",
            "--no-rc-file",
            "-D",
            firewall.address(),
            "-A",
            "tcp/" + opened,
            "--key-file",
            keyFile(opened));
        Knocks.awaitOpening(firewall, opened, 1);
        assertTrue(Knocks.echoes(firewall.address(), opened), "open after the knock: " + opened);
      }
    }
  }

  private Path keyFile(int port) {
    return directory.resolve("keys-" + port);
  }

  /** The stanza as it is printed; only the line that goes to stderr is taken off. */
  private String keygen(int port, Object... options) throws Exception {
    List<Object> words =
        new ArrayList<>(List.of("keygen", "--server", "-K", keyFile(port), "-A", "tcp/" + port));
    words.addAll(List.of(options));
    return TunnelProcess.run("", words.toArray()).replaceFirst("wrote new keys .*\n", "");
  }
}
