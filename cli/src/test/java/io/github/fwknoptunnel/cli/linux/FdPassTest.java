package io.github.fwknoptunnel.cli.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.linux.FdPassException.Reason;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.SocketChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** What is sent arrives, at a receiver that is written down independently of the sender. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class FdPassTest {

  private static SocketChannel connect(ProtocolFamily family, ServerSocket server)
      throws IOException {
    SocketChannel channel = SocketChannel.open(family);
    channel.connect(new InetSocketAddress(server.getInetAddress(), server.getLocalPort()));
    return channel;
  }

  private static ServerSocket server(String address) throws IOException {
    return new ServerSocket(0, 5, InetAddress.getByName(address));
  }

  @Test
  void theReceiverGetsTheVeryConnection() throws Exception {
    try (ServerSocket server = server("127.0.0.1");
        SocketChannel sent = connect(StandardProtocolFamily.INET, server);
        Socket accepted = server.accept();
        SocketPair pair = SocketPair.open()) {
      new FdPass(SockaddrLayout.LINUX, pair.one()).send(sent);
      int received = pair.receiveDescriptor();
      assertNotEquals(ChannelDescriptor.of(sent).orElseThrow(), received);
      SocketPair.write(received, "hello");
      assertEquals("hello", new String(accepted.getInputStream().readNBytes(5)));
      SocketPair.close(received);
    }
  }

  @Test
  void aReceiverThatIsNoUnixSocketIsAnErrorWithItsNumber() throws IOException {
    try (ServerSocket server = server("127.0.0.1");
        SocketChannel channel = connect(StandardProtocolFamily.INET, server)) {
      FdPass nowhere = new FdPass(SockaddrLayout.LINUX, 0xffff);
      FdPassException e = assertThrows(FdPassException.class, () -> nowhere.send(channel));
      assertEquals(Reason.NOT_SENT, e.reason());
      int badDescriptor = 9;
      assertEquals(badDescriptor, e.errno());
    }
  }
}
