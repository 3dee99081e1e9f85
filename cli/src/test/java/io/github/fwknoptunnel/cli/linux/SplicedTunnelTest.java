package io.github.fwknoptunnel.cli.linux;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A stream takes the way through a pipe, which is gone some time after it. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class SplicedTunnelTest {
  private static final int MIB = 1024 * 1024;

  @Test
  void aPipeIsThereForAStreamAndGoneAfterIt() throws Exception {
    Set<String> before = TcpPair.pipes();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Tunnel tunnel = Tunnel.open(config(server.getLocalPort()), event -> {})) {
      streamUntilSpliced(tunnel, server, before);
      while (!TcpPair.pipesSince(before).isEmpty()) {
        Thread.sleep(10); // Until the test's timeout.
      }
    }
  }

  @Test
  void thePipesGoWithTheTunnel() throws Exception {
    Set<String> before = TcpPair.pipes();
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getByName("127.0.0.1"));
        Tunnel tunnel = Tunnel.open(config(server.getLocalPort()), event -> {})) {
      streamUntilSpliced(tunnel, server, TcpPair.pipes());
    }
    assertEquals(Set.of(), TcpPair.pipesSince(before));
  }

  /** The calls are loaded beside the first stream. Without them this never ends. */
  private static void streamUntilSpliced(Tunnel tunnel, ServerSocket server, Set<String> before)
      throws Exception {
    try (Socket client = connect(tunnel);
        Socket accepted = server.accept()) {
      while (TcpPair.pipesSince(before).isEmpty()) {
        stream(client, accepted);
      }
    }
  }

  private static TunnelConfig config(int port) throws IOException {
    return TunnelConfig.builder("127.0.0.1", port).build();
  }

  private static Socket connect(Tunnel tunnel) throws IOException {
    InetSocketAddress address = tunnel.address();
    return new Socket(address.getAddress(), address.getPort());
  }

  private static void stream(Socket from, Socket to) throws Exception {
    Thread writer =
        Thread.ofPlatform()
            .start(() -> {
              try {
                from.getOutputStream().write(new byte[8 * MIB]);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });
    to.getInputStream().readNBytes(8 * MIB);
    writer.join();
  }
}
