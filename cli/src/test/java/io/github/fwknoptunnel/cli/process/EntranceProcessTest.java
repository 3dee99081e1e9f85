package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Who may come in, and how many: the process and its clients. */
@Timeout(120)
class EntranceProcessTest {
  private static final int PATIENCE_MS = 30_000;

  private EchoServer echo;

  @BeforeEach
  void startEcho() throws IOException {
    echo = new EchoServer();
  }

  @AfterEach
  void stopEcho() throws IOException {
    echo.close();
  }

  private RunningProgram tunnel(String... more) throws IOException {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("-remote-host", "127.0.0.1", "-remote-port", echo.port()));
    words.addAll(List.of(more));
    return RunningProgram.start(words.toArray(String[]::new));
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(PATIENCE_MS);
    return socket;
  }

  private static void assertEchoes(Socket socket) throws IOException {
    socket.getOutputStream().write(7);
    assertEquals(7, socket.getInputStream().read());
  }

  @Test
  void aClientTooManyWaitsAndIsServedWhenAnotherLeaves() throws Exception {
    try (RunningProgram tunnel = tunnel("-local-port", "0", "--max-connections", "1")) {
      int port = tunnel.port();
      Socket first = connect(port);
      assertEchoes(first);
      tunnel.awaitLine("as many connections are open as there may be, 1: new clients wait");
      try (Socket second = connect(port)) {
        first.close();
        assertEchoes(second);
        tunnel.awaitLine("there is room for connections again");
      }
    }
  }
}
