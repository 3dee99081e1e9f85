package io.github.fwknoptunnel.cli.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The number belongs to the channel, whatever its addresses are. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class ChannelDescriptorTest {
  @ParameterizedTest
  @ValueSource(strings = {"127.0.0.1", "::1"})
  void bytesWrittenToTheDescriptorArriveAtTheChannelsPeer(String address) throws IOException {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName(address));
        SocketChannel channel = SocketChannel.open(server.getLocalSocketAddress());
        Socket peer = server.accept()) {
      SocketPair.write(ChannelDescriptor.of(channel).orElseThrow(), "hello");
      assertEquals("hello", new String(peer.getInputStream().readNBytes(5)));
    }
  }

  /**
   * A connection that was reset keeps its place in the accept queue, and its successor from the
   * same port has the same two addresses. A search by addresses found the successor for both.
   */
  @Test
  void aResetConnectionAndItsSuccessorFromTheSamePortHaveDescriptorsOfTheirOwn()
      throws IOException {
    InetAddress loopback = InetAddress.getByName("127.0.0.1");
    try (ServerSocketChannel server = ServerSocketChannel.open()) {
      server.bind(new InetSocketAddress(loopback, 0));
      Socket first = new Socket();
      first.setSoLinger(true, 0);
      first.setReuseAddress(true);
      first.bind(new InetSocketAddress(loopback, portThatIsNotGivenOut()));
      first.connect(server.getLocalAddress());
      InetSocketAddress from = (InetSocketAddress) first.getLocalSocketAddress();
      first.getOutputStream().write('A');
      first.close();
      try (Socket second = new Socket()) {
        second.setReuseAddress(true);
        second.bind(from);
        second.connect(server.getLocalAddress());
        try (SocketChannel reset = server.accept();
            SocketChannel alive = server.accept()) {
          assertEquals(reset.getRemoteAddress(), alive.getRemoteAddress());
          assertEquals(1, reset.read(ByteBuffer.allocate(2)), "the first byte is the reset one's");
          SocketPair.write(ChannelDescriptor.of(alive).orElseThrow(), "B");
          assertEquals('B', second.getInputStream().read());
          assertTrue(
              !ChannelDescriptor.of(reset).equals(ChannelDescriptor.of(alive)),
              "two channels with one descriptor");
        }
      }
    }
  }

  /** Another process may get a port of the kernel's choice in between. */
  private static int portThatIsNotGivenOut() throws IOException {
    for (int port = 20_001; port < 21_000; port++) {
      try (Socket free = new Socket()) {
        free.setReuseAddress(true);
        free.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
        return port;
      } catch (BindException e) {
        // In use: the next one.
      }
    }
    throw new IOException("a thousand ports are in use");
  }

  @Test
  void aUnixDomainChannelHasOneToo(@TempDir Path directory) throws IOException {
    UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
      server.bind(address);
      try (SocketChannel channel = SocketChannel.open(address)) {
        assertTrue(ChannelDescriptor.of(channel).isPresent());
      }
    }
  }

  @Test
  void aClosedChannelHasNone() throws IOException {
    SocketChannel channel = SocketChannel.open();
    channel.close();
    assertEquals(OptionalInt.empty(), ChannelDescriptor.of(channel));
  }
}
