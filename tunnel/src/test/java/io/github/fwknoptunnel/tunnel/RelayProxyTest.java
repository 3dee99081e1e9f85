package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.SequenceInputStream;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients that name their target: every byte after their request, and none before the answer. */
@Timeout(180)
class RelayProxyTest {
  private static final int STREAM = 40 * 1024 * 1024;

  private ServerSocket server;
  private HostAndPort target;

  @BeforeEach
  void listen() throws IOException {
    server = Peers.server();
    target = new HostAndPort("127.0.0.1", server.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aSocks5ClientReachesItsTarget() throws Exception {
    try (ProxyTunnel proxy = ProxyTunnel.open();
        Socket client = proxy.connect()) {
      client.getOutputStream().write(new byte[] {5, 1, 0});
      assertEquals(ProxyTunnel.GREETED, ProxyTunnel.read(client, 2));
      byte[] whole = ProxyTunnel.socks(target);
      client.getOutputStream().write(whole, 3, whole.length - 3);
      assertEquals(ProxyTunnel.CONNECTED, ProxyTunnel.read(client, 10));
      assertConverses(client);
      assertEquals(
          new TunnelEvent.TargetNamed(1, target, "*=direct", false),
          proxy.events.await(TunnelEvent.TargetNamed.class));
    }
  }

  @Test
  void anHttpClientReachesItsTarget() throws Exception {
    try (ProxyTunnel proxy = ProxyTunnel.open();
        Socket client = proxy.ask(ProxyTunnel.http(target))) {
      byte[] expected =
          "HTTP/1.1 200 Connection established\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
      assertEquals(
          new String(expected, StandardCharsets.US_ASCII),
          new String(
              client.getInputStream().readNBytes(expected.length), StandardCharsets.US_ASCII));
      assertConverses(client);
    }
  }

  private void assertConverses(Socket client) throws IOException {
    try (Socket accepted = Peers.accept(server)) {
      client.getOutputStream().write(7);
      assertEquals(7, accepted.getInputStream().read());
      accepted.getOutputStream().write(8);
      assertEquals(8, client.getInputStream().read());
    }
  }

  /** As with -DsocksProxyHost: the JDK's own client, with a name and with an address. */
  @Test
  void theJdkReachesItsTarget() throws Exception {
    try (ProxyTunnel proxy = ProxyTunnel.open()) {
      for (String host : List.of("localhost", "127.0.0.1")) {
        try (Socket client = new Socket(new Proxy(Proxy.Type.SOCKS, proxy.tunnel.address()))) {
          client.connect(InetSocketAddress.createUnresolved(host, server.getLocalPort()));
          assertConverses(client);
        }
      }
    }
  }

  @Test
  void theJdkIsToldThatTheTargetRefuses() throws Exception {
    InetSocketAddress nobody = ReservedPort.next();
    try (ProxyTunnel proxy = ProxyTunnel.open();
        Socket client = new Socket(new Proxy(Proxy.Type.SOCKS, proxy.tunnel.address()))) {
      SocketException refused = assertThrows(SocketException.class, () -> client.connect(nobody));
      assertEquals("SOCKS: Connection refused", refused.getMessage());
    }
  }

  @Test
  void theAnswerComesBeforeWhatTheServerSaysFirst() throws Exception {
    try (ProxyTunnel proxy = ProxyTunnel.open();
        Socket client = proxy.ask(ProxyTunnel.socks(target));
        Socket accepted = Peers.accept(server)) {
      accepted.getOutputStream().write(new byte[] {1, 2, 3});
      accepted.shutdownOutput();
      client.shutdownOutput();
      assertEquals(
          ProxyTunnel.GREETED + ProxyTunnel.CONNECTED + "010203", ProxyTunnel.readAll(client));
    }
  }

  @Test
  void bytesBehindTheRequestArriveOnce() throws Exception {
    RandomData early = new RandomData(21, 300_000);
    for (byte[] request : List.of(ProxyTunnel.socks(target), ProxyTunnel.http(target))) {
      try (ProxyTunnel proxy = ProxyTunnel.open();
          Threads threads = new Threads();
          Socket client = proxy.connect()) {
        byte[] all =
            new SequenceInputStream(
                    new ByteArrayInputStream(request), new ByteArrayInputStream(early.bytes()))
                .readAllBytes();
        threads.start(() -> {
          client.getOutputStream().write(all);
          client.shutdownOutput();
          return null;
        });
        try (Socket accepted = Peers.accept(server)) {
          assertEquals(early.sha256(), early.reading(accepted.getInputStream()).call());
          assertEquals(-1, accepted.getInputStream().read());
        }
        client.getInputStream().readAllBytes();
        assertEquals(
            early.length(), proxy.events.await(TunnelEvent.Closed.class).bytes().upstream());
      }
    }
  }

  /** Byte by byte the handshake spans many reads; the stream behind it is long enough to splice. */
  @Test
  void longStreamsArriveExactlyBothWays() throws Exception {
    RandomData up = new RandomData(22, STREAM);
    RandomData down = new RandomData(23, STREAM);
    try (ProxyTunnel proxy = ProxyTunnel.open();
        Threads threads = new Threads();
        Socket client = proxy.connect()) {
      for (byte next : ProxyTunnel.socks(target)) {
        client.getOutputStream().write(next);
      }
      assertEquals(ProxyTunnel.GREETED + ProxyTunnel.CONNECTED, ProxyTunnel.read(client, 12));
      try (Socket accepted = Peers.accept(server)) {
        threads.start(up.writing(client.getOutputStream(), () -> 100_000));
        threads.start(down.writing(accepted.getOutputStream(), () -> 70_000));
        Future<String> atServer = threads.start(up.reading(accepted.getInputStream()));
        assertEquals(down.sha256(), down.reading(client.getInputStream()).call());
        assertEquals(up.sha256(), atServer.get());
      }
      Peers.end(client);
      assertEquals(
          new ByteCounts(STREAM, STREAM), proxy.events.await(TunnelEvent.Closed.class).bytes());
    }
  }
}
