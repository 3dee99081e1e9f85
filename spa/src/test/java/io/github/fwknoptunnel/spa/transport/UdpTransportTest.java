package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.testing.Ipv6Loopback;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class UdpTransportTest {
  private static final SpaPacket PACKET = new SpaPacket("8zB+a/");

  @Test
  void theDatagramComesFromTheSourcePortThatWasAskedFor() throws Exception {
    sourcePortIsKept(PacketCaptureServer.loopback());
  }

  @Test
  void theDatagramGoesOverIpv6ToAnIpv6Address() throws Exception {
    Ipv6Loopback.require();
    sourcePortIsKept(InetAddress.getByName("::1"));
  }

  private static void sourcePortIsKept(InetAddress address) throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, address)) {
      int sourcePort = freePort();
      new UdpTransport(sourcePort)
          .send(PACKET, new SpaServer("here.example", address, server.getLocalPort()));
      DatagramPacket datagram = new DatagramPacket(new byte[1500], 1500);
      server.receive(datagram);
      assertEquals(sourcePort, datagram.getPort());
      assertEquals(address, datagram.getAddress());
      assertEquals(
          PACKET.wire(),
          new String(datagram.getData(), 0, datagram.getLength(), StandardCharsets.US_ASCII));
    }
  }

  @Test
  void aSourcePortThatIsTakenIsAnError() throws Exception {
    try (DatagramSocket other = new DatagramSocket(0)) {
      UdpTransport transport = new UdpTransport(other.getLocalPort());
      assertThrows(BindException.class, () -> transport.send(PACKET, serverAt(9)));
    }
  }

  @Test
  void nobodyListeningIsNoError() throws Exception {
    new UdpTransport().send(PACKET, serverAt(freePort()));
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 65536})
  void aSourcePortOutOfRangeIsRefused(int port) {
    assertThrows(IllegalArgumentException.class, () -> new UdpTransport(port));
  }

  private static SpaServer serverAt(int port) throws Exception {
    return new SpaServer("here.example", PacketCaptureServer.loopback(), port);
  }

  private static int freePort() throws Exception {
    try (DatagramSocket free = new DatagramSocket(0)) {
      return free.getLocalPort();
    }
  }
}
