package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The built program in front of a closed port. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class TunnelIT {
  private static final int MEGABYTES = 8;

  private final ServerKind kind;
  private final FirewallContainer firewall;
  @TempDir Path directory;

  TunnelIT(ServerKind kind) {
    this.kind = kind;
    firewall = FirewallContainer.shared(kind);
  }

  @Test
  void bytesGoThroughTheClosedPortInBothDirections() throws Exception {
    assertTrue(Knocks.isSilent(firewall, 7012), "closed before");
    try (TunnelProcess tunnel =
        TunnelProcess.start(
            "-remote-host",
            firewall.address(),
            "-remote-port",
            7012,
            "--key-file",
            FirewallContainer.stanza(7012).keyFile(directory))) {
      assertEchoesWhole(tunnel);
      assertEquals(1, tunnel.all("knock_sent").size(), tunnel::log);
    }
  }

  @Test
  void theUsersOwnCommandKnocksWithDebiansClient() throws Exception {
    Stanza stanza = FirewallContainer.stanza(7013);
    String fwknop =
        "docker exec %s fwknop --no-save-args -A tcp/7013 -a %s -D %s --key-base64-rijndael %s --key-base64-hmac %s"
            .formatted(
                firewall.id(),
                firewall.clientAddress(),
                firewall.address(),
                stanza.keyBase64(),
                stanza.hmacKeyBase64());
    // The client sits in the firewall itself, whose own packets fwknopd sees only on the loopback:
    // so
    // knock from outside.
    try (FirewallContainer outside =
            FirewallContainer.start(firewall.kind(), FirewallContainer.stanza(7001).access());
        TunnelProcess tunnel =
            TunnelProcess.start(
                "-remote-host",
                firewall.address(),
                "-remote-port",
                7013,
                "-cmd",
                fwknop.replace(firewall.id(), outside.id()))) {
      assertEchoesWhole(tunnel);
      assertEquals(1, tunnel.all("knock_sent").size(), tunnel::log);
    }
  }

  @Test
  void withoutAKeyOrACommandItIsAPlainTunnel() throws Exception {
    int before = firewall.packets();
    try (TunnelProcess tunnel =
        TunnelProcess.start(
            "-remote-host",
            firewall.address(),
            "-remote-port",
            FirewallContainer.OPEN_WITHOUT_KNOCK)) {
      assertEchoesWhole(tunnel);
      assertEquals(List.of(), tunnel.all("knock_sent"));
    }
    assertEquals(before, firewall.packets());
  }

  @Test
  void fiftyConnectionsAtOnceCauseOnePacketAndOneConnectionEach() throws Exception {
    int before = firewall.packets();
    try (TunnelProcess tunnel =
            TunnelProcess.start(
                "-remote-host",
                firewall.address(),
                "-remote-port",
                7014,
                "--key-file",
                FirewallContainer.stanza(7014).keyFile(directory));
        ExecutorService clients = Executors.newFixedThreadPool(50)) {
      Callable<Boolean> client = () -> Knocks.echoes("127.0.0.1", tunnel.port());
      for (Future<Boolean> echoed :
          clients.invokeAll(IntStream.range(0, 50).mapToObj(i -> client).toList())) {
        assertTrue(echoed.get(), tunnel::log);
      }
    }
    assertEquals(1, firewall.packets() - before);
    assertEquals(50, firewall.accepts(7014));
  }

  /**
   * Sends random bytes, ends the stream, and wants the same bytes back: full duplex and half-close.
   */
  private static void assertEchoesWhole(TunnelProcess tunnel) throws Exception {
    byte[] sent = new byte[MEGABYTES << 20];
    new SplittableRandom(tunnel.port()).nextBytes(sent);
    try (Socket socket = new Socket("127.0.0.1", tunnel.port())) {
      Thread sender = Thread.ofPlatform().start(() -> send(socket, sent));
      assertArrayEquals(sent, socket.getInputStream().readAllBytes(), tunnel::log);
      sender.join();
    }
    Knocks.await("the closing line", () -> tunnel.first("closed").isPresent());
    assertEquals(sent.length, tunnel.first("closed").orElseThrow().path("bytes_upstream").asInt());
    assertEquals(
        sent.length, tunnel.first("closed").orElseThrow().path("bytes_downstream").asInt());
  }

  private static void send(Socket socket, byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
      socket.shutdownOutput();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
