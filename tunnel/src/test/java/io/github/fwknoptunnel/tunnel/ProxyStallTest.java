package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.TunnelConfig.ClientLimits;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Clients that begin a request and say no more. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class ProxyStallTest {
  private static final int MANY = 5000;
  private static final Duration PROMPT = Duration.ofSeconds(2);
  private static final byte[][] BEGINNINGS = {
    {},
    {5},
    {5, 1, 0},
    {5, 1, 0, 5, 1, 0, 3, 100, 'a'},
    "CONNECT a:1 HTTP/1.1\r\nX: ".getBytes(StandardCharsets.US_ASCII)
  };

  @Test
  void thousandsOfThemTimeOutAndDisturbNobody() throws Exception {
    try (ServerSocket server = Peers.server();
        ProxyTunnel proxy =
            ProxyTunnel.open(
                target -> Optional.of(new Route.Direct("*=direct")),
                builder -> builder.limits(new ClientLimits(MANY + 10, Optional.empty())))) {
      HostAndPort target = new HostAndPort("127.0.0.1", server.getLocalPort());
      converse(proxy, server, target);
      proxy.events.await(TunnelEvent.Closed.class, 1);
      Resources before = Resources.now();
      long start = System.nanoTime();
      List<SocketChannel> stalled = stall(proxy);
      proxy.events.await(TunnelEvent.Accepted.class, MANY + 1);
      Duration took = converse(proxy, server, target);
      assertTrue(took.compareTo(PROMPT) < 0, () -> "another client took " + took);
      for (SocketChannel client : stalled) {
        awaitEnd(client);
        client.close();
      }
      Duration all = Duration.ofNanos(System.nanoTime() - start);
      assertTrue(all.compareTo(Duration.ofSeconds(10)) >= 0, () -> "ended after " + all);
      proxy.events.await(TunnelEvent.Closed.class, MANY + 2);
      assertEquals(
          MANY,
          proxy.events.of(RequestRejected.class).stream()
              .filter(event -> event.reason() == Reason.TIMED_OUT)
              .count());
      before.awaitReturn();
    }
  }

  private static List<SocketChannel> stall(ProxyTunnel proxy) throws Exception {
    List<SocketChannel> stalled = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      SocketChannel client = SocketChannel.open(proxy.tunnel.address());
      client.setOption(StandardSocketOptions.TCP_NODELAY, true);
      client.write(ByteBuffer.wrap(BEGINNINGS[i % BEGINNINGS.length]));
      stalled.add(client);
    }
    return stalled;
  }

  /** An orderly end; what was answered before is not looked at. */
  private static void awaitEnd(SocketChannel client) throws Exception {
    ByteBuffer answer = ByteBuffer.allocate(64);
    while (client.read(answer) >= 0) {
      answer.clear();
    }
  }

  private static Duration converse(ProxyTunnel proxy, ServerSocket server, HostAndPort target)
      throws Exception {
    long start = System.nanoTime();
    try (Socket client = proxy.through(target);
        Socket accepted = Peers.accept(server)) {
      client.getOutputStream().write(1);
      assertEquals(1, accepted.getInputStream().read());
    }
    return Duration.ofNanos(System.nanoTime() - start);
  }
}
