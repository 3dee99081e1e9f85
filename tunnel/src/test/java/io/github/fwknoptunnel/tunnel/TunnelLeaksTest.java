package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Events;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Whatever a connection or a tunnel took it gives back. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class TunnelLeaksTest {
  private static final int MANY = 600;

  @Test
  void manyShortConnectionsLeaveNothingBehind() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      talk(plain, 20);
      Resources warm = settled(plain, 20);
      talk(plain, MANY);
      plain.events.await(TunnelEvent.Closed.class, 20 + MANY);
      warm.awaitReturn();
      assertEquals(20 + MANY, plain.events.of(TunnelEvent.Connected.class).size());
    }
  }

  private static Resources settled(PlainTunnel plain, int connections) throws Exception {
    plain.events.await(TunnelEvent.Closed.class, connections);
    return Resources.now();
  }

  /** The peers end in turns: orderly from either side, or with a reset. */
  private static void talk(PlainTunnel plain, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        client.getOutputStream().write(i);
        assertEquals(i & 0xff, server.getInputStream().read());
        switch (i % 3) {
          case 0 -> client.shutdownOutput();
          case 1 -> server.shutdownOutput();
          default -> Peers.reset(client);
        }
      }
    }
  }

  @Test
  void refusedConnectionsLeaveNothingBehind() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      plain.server.close();
      refuse(plain, 5);
      Resources warm = settled(plain, 5);
      refuse(plain, 100);
      plain.events.await(TunnelEvent.Closed.class, 105);
      warm.awaitReturn();
    }
  }

  private static void refuse(PlainTunnel plain, int times) throws Exception {
    for (int i = 0; i < times; i++) {
      try (Socket client = plain.connect()) {
        Peers.endsWithReset(client);
      }
    }
  }

  @Test
  void aClosedTunnelLeavesNothingBehind() throws Exception {
    openAndClose();
    Resources before = Resources.now();
    for (int i = 0; i < 10; i++) {
      openAndClose();
    }
    before.awaitReturn();
  }

  private static void openAndClose() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open();
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.getOutputStream().write(1);
      assertEquals(1, server.getInputStream().read());
    }
  }

  @Test
  void aTunnelThatCannotListenLeavesNothingBehind() throws Exception {
    try (ServerSocket taken = Peers.server()) {
      failToOpen(taken);
      Resources before = Resources.now();
      for (int i = 0; i < 10; i++) {
        failToOpen(taken);
      }
      before.awaitReturn();
    }
  }

  private static void failToOpen(ServerSocket taken) throws Exception {
    TunnelConfig free = PlainTunnel.config(1, Mode.MULTI, RelayConfig.DEFAULT);
    InetSocketAddress address = (InetSocketAddress) taken.getLocalSocketAddress();
    TunnelConfig config = free.toBuilder().listen(address).build();
    assertThrows(BindException.class, () -> Tunnel.open(config, new Events()));
  }
}
