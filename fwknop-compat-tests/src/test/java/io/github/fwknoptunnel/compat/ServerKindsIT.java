package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What every kind of server must do: open for a packet, carry a tunnel, close again. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerKindsIT {
  private static final int PORT = 7001;

  @TempDir Path directory;

  @ParameterizedTest(name = "{0}")
  @EnumSource
  void aPortOpensForATunnelAndClosesAtTheEndOfItsWindow(ServerKind kind) throws Exception {
    Stanza stanza = Stanza.of(PORT);
    String access = stanza.access().replace("FW_ACCESS_TIMEOUT  60", "FW_ACCESS_TIMEOUT  3");
    try (FirewallContainer firewall = FirewallContainer.start(kind, access)) {
      assertTrue(Knocks.isSilent(firewall, PORT), "closed before");
      try (TunnelProcess tunnel =
          TunnelProcess.start(
              "-remote-host",
              firewall.address(),
              "-remote-port",
              PORT,
              "--key-file",
              stanza.keyFile(directory),
              "--access-window",
              "1h",
              "--max-packets",
              1)) {
        assertTrue(Knocks.echoes("127.0.0.1", tunnel.port()), tunnel::log);
        assertEquals(1, firewall.packets());
        assertEquals(1, firewall.openings(PORT).size());
        Knocks.await("the end of the window", () -> isSilent(firewall));
        assertTrue(Knocks.echoes("127.0.0.1", tunnel.port()), tunnel::log);
        assertEquals(2, firewall.openings(PORT).size(), tunnel::log);
      }
    }
  }

  private static boolean isSilent(FirewallContainer firewall) {
    try {
      return Knocks.isSilent(firewall, PORT);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
