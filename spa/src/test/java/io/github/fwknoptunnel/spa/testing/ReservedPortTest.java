package io.github.fwknoptunnel.spa.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.net.ConnectException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ReservedPortTest {
  @Test
  void refusesUnlessSomebodyListens() throws Exception {
    InetSocketAddress address = ReservedPort.next();
    assertRefuses(address);
    for (int time = 0; time < 2; time++) {
      try (ServerSocket server = new ServerSocket(address.getPort(), 5, address.getAddress());
          Socket client = new Socket(address.getAddress(), address.getPort());
          Socket accepted = server.accept()) {
        assertEquals(client.getLocalSocketAddress(), accepted.getRemoteSocketAddress());
      }
      assertRefuses(address);
    }
  }

  private static void assertRefuses(InetSocketAddress address) {
    assertThrows(
        ConnectException.class, () -> new Socket(address.getAddress(), address.getPort()).close());
  }
}
