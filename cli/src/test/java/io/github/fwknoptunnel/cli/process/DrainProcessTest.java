package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.service.NotifyReceiver;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A tunnel that is stopped in the middle of its work. */
@Timeout(120)
class DrainProcessTest {
  private static final int CLIENTS = 5;
  private static final int LENGTH = 8 * 1024 * 1024;

  @TempDir Path directory;
  private final CountDownLatch halfSent = new CountDownLatch(CLIENTS);
  private final CountDownLatch stopping = new CountDownLatch(1);

  @Test
  void nothingIsCutWhileConnectionsMayFinish() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start(
                "-local-port",
                "0",
                "-remote-host",
                "127.0.0.1",
                "-remote-port",
                echo.port(),
                "--drain-timeout",
                "60s");
        ExecutorService clients = Executors.newCachedThreadPool()) {
      int port = tunnel.port();
      List<Future<byte[]>> echoes = new ArrayList<>();
      for (int client = 0; client < CLIENTS; client++) {
        byte[] data = data(client);
        echoes.add(clients.submit(() -> exchange(port, data, clients)));
      }
      halfSent.await();
      tunnel.terminate();
      tunnel.awaitLine("stopping: ");
      assertThrows(ConnectException.class, () -> connect(port).close());
      stopping.countDown();
      for (int client = 0; client < CLIENTS; client++) {
        assertArrayEquals(data(client), echoes.get(client).get(), "client " + client);
      }
      assertEquals(0, tunnel.awaitExit(), () -> "" + tunnel.seen());
    }
  }

  /** To a service manager a stop that it asked for is no failure, however it went. */
  @Test
  void aStopByTheServiceManagerIsNoFailureWhenItCutsAConnection() throws Exception {
    try (NotifyReceiver systemd = NotifyReceiver.at(directory.resolve("notify").toString());
        EchoServer echo = new EchoServer();
        RunningProgram tunnel = underSystemd(echo);
        Socket open = connect(tunnel.port())) {
      open.getOutputStream().write(7);
      assertEquals(7, open.getInputStream().read());
      tunnel.terminate();
      tunnel.awaitLine(" info stopping: 1 connection may finish within 100 ms");
      tunnel.awaitLine(" warn stopped: 1 connection aborted after 100 ms");
      assertEquals(0, tunnel.awaitExit());
      assertEquals("READY=1", systemd.next().split(" ")[0]);
    }
  }

  @Test
  void aStopWithNothingOpenSaysSo() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel = underSystemd(echo)) {
      tunnel.port();
      tunnel.terminate();
      tunnel.awaitLine(" info stopping: no connection is open");
      tunnel.awaitLine(" info stopped");
      assertEquals(0, tunnel.awaitExit());
    }
  }

  private RunningProgram underSystemd(EchoServer echo) throws IOException {
    ProcessBuilder builder =
        RunningProgram.builder(
            List.of("--enable-native-access=ALL-UNNAMED"),
            "-local-port=0",
            "-remote-host=127.0.0.1",
            "-remote-port=" + echo.port(),
            "--drain-timeout=100ms");
    builder.environment().put("NOTIFY_SOCKET", directory.resolve("notify").toString());
    return RunningProgram.start(builder);
  }

  private static byte[] data(int client) {
    byte[] data = new byte[LENGTH];
    new SplittableRandom(client).nextBytes(data);
    return data;
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  /** Sends one half before the signal and the other after it, and gives all that comes back. */
  private byte[] exchange(int port, byte[] data, ExecutorService threads) throws Exception {
    try (Socket socket = connect(port)) {
      Future<?> sending = threads.submit(() -> send(socket, data));
      byte[] echo = socket.getInputStream().readAllBytes();
      sending.get();
      return echo;
    }
  }

  private Void send(Socket socket, byte[] data) throws Exception {
    int half = data.length / 2;
    socket.getOutputStream().write(data, 0, half);
    halfSent.countDown();
    stopping.await();
    socket.getOutputStream().write(data, half, data.length - half);
    socket.shutdownOutput();
    return null;
  }
}
