package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;

/** What a real firewall does in the course of time, and what becomes of connections through it. */
@RequiresEngine
@OnEachDebian
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class AccessExpiryIT {
  private static final int FIRST = 7001;
  private static final int LAST = 7004;

  private static FirewallContainer firewall;

  /** Only named: the methods before each kind start its firewall. */
  @Parameter ServerKind kind;

  @TempDir Path directory;

  /** Its windows are short. */
  @BeforeParameterizedClassInvocation
  static void startFirewall(ServerKind kind) {
    String stanzas =
        IntStream.rangeClosed(FIRST, LAST)
            .mapToObj(port -> Stanza.of(port).access())
            .collect(Collectors.joining());
    firewall =
        FirewallContainer.start(
            kind, stanzas.replace("FW_ACCESS_TIMEOUT  60", "FW_ACCESS_TIMEOUT  3"));
  }

  @AfterParameterizedClassInvocation
  static void stopFirewall() {
    firewall.close();
  }

  /** Trusts the port for longer than it is open. */
  private TunnelProcess tunnel(int port, Object... more) throws IOException {
    Object[] options = {
      "-remote-host",
      firewall.address(),
      "-remote-port",
      port,
      "--key-file",
      Stanza.of(port).keyFile(directory),
      "--access-window",
      "1h"
    };
    Object[] all = new Object[options.length + more.length];
    System.arraycopy(options, 0, all, 0, options.length);
    System.arraycopy(more, 0, all, options.length, more.length);
    return TunnelProcess.start(all);
  }

  private static Socket connect(TunnelProcess tunnel) throws IOException {
    Socket socket = new Socket("127.0.0.1", tunnel.port());
    socket.setSoTimeout(30_000);
    return socket;
  }

  private static void assertEchoes(Socket socket, TunnelProcess tunnel) throws IOException {
    socket.getOutputStream().write('x');
    assertEquals('x', socket.getInputStream().read(), tunnel::log);
  }

  private static void awaitClosing(int port) {
    Knocks.await("the end of the window of " + port, () -> !firewall.closings(port).isEmpty());
  }

  @Test
  void aConnectionOutlivesItsAccessWindow() throws Exception {
    int port = FIRST;
    try (TunnelProcess tunnel = tunnel(port);
        Socket socket = connect(tunnel)) {
      assertEchoes(socket, tunnel);
      awaitClosing(port);
      assertTrue(Knocks.isSilent(firewall, port), "closed for others");
      assertEchoes(socket, tunnel);
      assertEquals(1, tunnel.all("knock_sent").size(), tunnel::log);
    }
  }

  @Test
  void afterTheFirewallHasClosedAgainTheNextConnectionKnocks() throws Exception {
    int port = FIRST + 1;
    try (TunnelProcess tunnel = tunnel(port);
        Socket before = connect(tunnel)) {
      assertEchoes(before, tunnel);
      awaitClosing(port);
      try (Socket after = connect(tunnel)) {
        assertEchoes(after, tunnel);
      }
      assertEquals(1, tunnel.all("access_expired").size(), tunnel::log);
      assertEquals(2, tunnel.all("knock_sent").size(), tunnel::log);
      assertEchoes(before, tunnel);
    }
  }

  @Test
  void aRestartOfTheServerCostsOnlyAnotherKnock() throws Exception {
    int port = FIRST + 2;
    try (TunnelProcess tunnel = tunnel(port);
        Socket before = connect(tunnel)) {
      assertEchoes(before, tunnel);
      firewall.run("restart-fwknopd");
      assertEchoes(before, tunnel);
      try (Socket after = connect(tunnel)) {
        assertEchoes(after, tunnel);
      }
      assertEquals(2, tunnel.all("knock_sent").size(), tunnel::log);
    }
  }

  @Test
  void aServerThatVanishesWithoutAWordIsNoticed() throws Exception {
    int port = LAST;
    try (TunnelProcess tunnel = tunnel(port, "--keep-alive", "1s,1s,2");
        Socket socket = connect(tunnel)) {
      assertEchoes(socket, tunnel);
      firewall.run("iptables", "-I", "INPUT", "-p", "tcp", "--dport", "" + port, "-j", "DROP");
      assertThrows(SocketException.class, () -> socket.getInputStream().read(), tunnel::log);
      Knocks.await("the closing line", () -> tunnel.first("closed").isPresent());
    }
  }
}
