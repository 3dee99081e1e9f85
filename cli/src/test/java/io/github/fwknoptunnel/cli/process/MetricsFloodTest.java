package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.cli.process.EchoServer.assertEchoes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** The port of the metrics is open to every user of the machine. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class MetricsFloodTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();
  private static final int CLIENTS = 700;

  /** As MetricsServer has it, and what the JVM itself opens meanwhile. */
  private static final int MOST = 32 + 30;

  @Test
  void idleConnectionsTakeFewDescriptorsAndTheTunnelServes() throws Exception {
    List<Socket> idle = new ArrayList<>();
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start(
                "-local-port=0",
                "-remote-host=127.0.0.1",
                "-remote-port=" + echo.port(),
                "--metrics=0")) {
      int metrics =
          Integer.parseInt(
              tunnel
                  .awaitLine(Pattern.compile("metrics at http://127\\.0\\.0\\.1:(\\d+)/"))
                  .group(1));
      int port = tunnel.port();
      assertEchoes(port);
      int before = tunnel.descriptors();
      for (int i = 0; i < CLIENTS; i++) {
        idle.add(new Socket(LOOPBACK, metrics));
      }
      // The server takes them in their order.
      CompletableFuture<Integer> last =
          CompletableFuture.supplyAsync(() -> firstByte(idle.getLast()));
      int most = 0;
      while (!last.isDone()) {
        most = Math.max(most, tunnel.descriptors() - before);
        Thread.sleep(1); // So that the server has some of the processor.
      }
      assertEquals(-1, last.get());
      assertTrue(most <= MOST, most + " descriptors");
      assertEchoes(port);
    } finally {
      for (Socket socket : idle) {
        socket.close();
      }
    }
  }

  private static int firstByte(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
