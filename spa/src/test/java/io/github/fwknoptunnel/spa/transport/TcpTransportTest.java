package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class TcpTransportTest {
  private static final SpaPacket PACKET = new SpaPacket("8zB+a/" + "x".repeat(390));

  @Test
  void thePacketIsAllThatIsSentAndComesInOnePiece() throws Exception {
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      new TcpTransport().send(PACKET, catcher.server("here.example"));
      assertEquals(PACKET.wire(), catcher.caught());
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsGivenUpInTime() throws Exception {
    TcpTransport impatient = new TcpTransport(Duration.ofMillis(50));
    try (FullPort silent = new FullPort()) {
      assertThrows(SocketTimeoutException.class, () -> impatient.send(PACKET, silent.server()));
    }
  }

  @Test
  void aClosedPortIsAnError() throws Exception {
    SpaServer closed;
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      closed = catcher.server("here.example");
    }
    assertThrows(ConnectException.class, () -> new TcpTransport().send(PACKET, closed));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (FullPort silent = new FullPort()) {
      Thread.currentThread().interrupt();
      assertThrows(
          ClosedByInterruptException.class, () -> new TcpTransport().send(PACKET, silent.server()));
      assertTrue(Thread.interrupted(), "the interrupt is left for the caller to see");
    }
  }

  @Test
  void bytesThatDoNotFitIntoTheSendQueueAreNotSentInPieces() throws Exception {
    byte[] huge = new byte[64 << 20];
    try (PacketCaptureServer catcher = new PacketCaptureServer()) {
      TransportException e =
          assertThrows(
              TransportException.class,
              () ->
                  SingleSegmentSender.send(
                      huge,
                      catcher.server("here").socketAddress(),
                      SingleSegmentSender.CONNECT_TIMEOUT));
      assertEquals(TransportException.Reason.NOT_ONE_SEGMENT, e.reason());
      assertTrue(Integer.parseInt(e.detail()) < huge.length);
    }
  }

  @Test
  void aTimeToConnectIsNeitherZeroNorForEver() {
    assertThrows(IllegalArgumentException.class, () -> new TcpTransport(Duration.ZERO));
    assertThrows(IllegalArgumentException.class, () -> new TcpTransport(Duration.ofDays(365)));
  }
}
