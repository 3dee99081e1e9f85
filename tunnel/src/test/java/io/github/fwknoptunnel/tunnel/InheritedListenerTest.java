package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A listening socket that was opened by somebody else, and settings that change meanwhile. */
@Timeout(180)
class InheritedListenerTest {
  private final Events events = new Events();
  private ServerSocketChannel given;
  private ServerSocket server;

  @BeforeEach
  void open() throws IOException {
    given = ServerSocketChannel.open();
    given.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    server = Peers.server();
  }

  @AfterEach
  void close() throws IOException {
    given.close();
    server.close();
  }

  private Tunnel tunnel(Mode mode) throws IOException {
    return Tunnel.open(config(server, mode), given, events);
  }

  private static TunnelConfig config(ServerSocket server, Mode mode) throws IOException {
    return PlainTunnel.config(server.getLocalPort(), mode, RelayConfig.DEFAULT);
  }

  private static void assertServes(InetSocketAddress address, ServerSocket behind)
      throws IOException {
    try (Socket client = Peers.connect(address);
        Socket remote = behind.accept()) {
      client.getOutputStream().write(7);
      assertEquals(7, remote.getInputStream().read());
    }
  }

  @ParameterizedTest
  @EnumSource
  void isServedInEachMode(Mode mode) throws Exception {
    try (Tunnel tunnel = tunnel(mode)) {
      assertEquals(given.getLocalAddress(), tunnel.address());
      assertEquals(1, events.of(TunnelEvent.Listening.class).size());
      assertServes(tunnel.address(), server);
      assertServes(tunnel.address(), server);
      assertEquals(1, events.of(TunnelEvent.Listening.class).size());
    }
  }

  @Test
  void keepsLaterClientsForWhoeverServesNext() throws Exception {
    InetSocketAddress address;
    try (Tunnel tunnel = tunnel(Mode.MULTI)) {
      address = tunnel.address();
      assertServes(address, server);
    }
    assertTrue(given.isOpen());
    try (Socket early = Peers.connect(address)) {
      assertEquals(1, events.of(TunnelEvent.Accepted.class).size());
      try (Tunnel next = tunnel(Mode.MULTI);
          Socket remote = server.accept()) {
        early.getOutputStream().write(7);
        assertEquals(7, remote.getInputStream().read());
        assertFalse(next.drain(Duration.ZERO));
      }
    }
  }

  @Test
  void mustListen() throws Exception {
    try (ServerSocketChannel unbound = ServerSocketChannel.open()) {
      assertThrows(
          IOException.class, () -> Tunnel.open(config(server, Mode.MULTI), unbound, events));
    }
  }

  @Test
  void aReloadLeadsLaterConnectionsElsewhereAndLeavesOpenOnesAlone() throws Exception {
    try (Tunnel tunnel = tunnel(Mode.MULTI);
        ServerSocket other = Peers.server();
        Socket client = Peers.connect(tunnel.address());
        Socket remote = server.accept()) {
      tunnel.reload(config(other, Mode.MULTI));
      assertServes(tunnel.address(), other);
      client.getOutputStream().write(7);
      assertEquals(7, remote.getInputStream().read());
    }
  }
}
