package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The bytes of a tunnel are counted while they flow, and each of them once. */
@Timeout(180)
class RelayedBytesTest {
  private static void write(Socket socket, int count) throws IOException {
    socket.getOutputStream().write(new byte[count]);
  }

  private static void counts(PlainTunnel plain, long upstream, long downstream) throws Exception {
    ByteCounts expected = new ByteCounts(upstream, downstream);
    eventually("counted " + expected, () -> plain.tunnel.bytes().equals(expected));
  }

  @Test
  void bytesCountWhileTheConnectionLastsAndOnceWhenItIsOver() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      assertEquals(ByteCounts.NONE, plain.tunnel.bytes());
      try (Socket client = plain.connect();
          Socket server = plain.acceptFirst()) {
        write(client, 5);
        counts(plain, 5, 0);
        write(server, 700_000);
        server.shutdownOutput();
        assertEquals(700_000, client.getInputStream().readAllBytes().length);
        counts(plain, 5, 700_000);
      }
      plain.closed();
      counts(plain, 5, 700_000);
      try (Socket client = plain.connect();
          Socket server = plain.accept()) {
        write(client, 3);
        assertEquals(3, server.getInputStream().readNBytes(3).length);
        counts(plain, 8, 700_000);
      }
    }
  }

  @Test
  void whatNobodyTookDoesNotCount() throws Exception {
    try (PlainTunnel plain = PlainTunnel.open()) {
      plain.server.close();
      try (Socket client = plain.connect()) {
        write(client, 5000);
        plain.closed();
      } catch (IOException e) {
        // Reset already: nothing listens there.
      }
      assertEquals(ByteCounts.NONE, plain.tunnel.bytes());
    }
  }
}
