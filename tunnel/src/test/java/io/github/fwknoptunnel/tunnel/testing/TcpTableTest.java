package io.github.fwknoptunnel.tunnel.testing;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The table is the machine's; the tests of several processes share it. */
@Timeout(60)
@EnabledOnOs(OS.LINUX)
class TcpTableTest {
  @Test
  void onlySocketsOfThisProcessAreCounted() throws Exception {
    try (SilentPort port = new SilentPort();
        SocketChannel own = SocketChannel.open(StandardProtocolFamily.INET)) {
      Process other = connect(port.address());
      try {
        eventually("an attempt of another process", () -> attempts(port.address()) == 1);
        assertEquals(0, TcpTable.connectingTo(port.address().getPort()));
        own.configureBlocking(false);
        own.connect(port.address());
        assertEquals(1, TcpTable.connectingTo(port.address().getPort()));
        eventually("both in the kernel's list", () -> attempts(port.address()) == 2);
      } finally {
        other.destroy();
        other.waitFor();
      }
    }
  }

  private static Process connect(InetSocketAddress address) throws IOException {
    return new ProcessBuilder("bash", "-c", "exec 3<>/dev/tcp/127.0.0.1/" + address.getPort())
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  private static long attempts(InetSocketAddress address) {
    String connecting = " 0100007F:%04X 02 ".formatted(address.getPort());
    try {
      return Files.readAllLines(Path.of("/proc/net/tcp")).stream()
          .filter(row -> row.contains(connecting))
          .distinct()
          .count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
