package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A running tunnel is asked what it is doing. */
@Timeout(120)
class StatusProcessTest {
  private static final Pattern METRICS =
      Pattern.compile("metrics at http://127\\.0\\.0\\.1:(\\d+)/metrics");

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    return socket;
  }

  private static String status(String... words) throws Exception {
    try (RunningProgram status = RunningProgram.start(words)) {
      assertEquals(0, status.awaitExit(), () -> "" + status.seen());
      return status.out();
    }
  }

  @Test
  void theTableAndTheObjectShowASession() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start("-L", "0:127.0.0.1:" + echo.port(), "--metrics", "0")) {
      String metrics = tunnel.awaitLine(METRICS).group(1);
      try (Socket session = connect(tunnel.port())) {
        session.getOutputStream().write('x');
        assertEquals('x', session.getInputStream().read());
        String client = "127.0.0.1:" + session.getLocalPort();
        String table = status("status", "--metrics", metrics);
        assertTrue(table.contains(client + "  127.0.0.1:" + echo.port() + "  after "), table);
        assertTrue(table.contains(" 1 B       1 B\n"), table);
        String json = status("status", "--metrics", "127.0.0.1:" + metrics, "--json");
        assertTrue(
            json.contains("\"sessions\":[{\"connection\":1,\"client\":\"" + client + "\""), json);
      }
      tunnel.awaitLine("#1 closed");
      String table = status("status", "--metrics", metrics);
      assertTrue(table.contains("\nno session\n"), table);
    }
  }

  @Test
  void aProxyShowsItsRoutesAndWhatItRefused() throws Exception {
    try (RunningProgram proxy =
        RunningProgram.start("--socks", "0", "--route", "a.test=direct", "--metrics", "0")) {
      String metrics = proxy.awaitLine(METRICS).group(1);
      try (Socket client = connect(proxy.port())) {
        client.getOutputStream().write("CONNECT b.test:22 HTTP/1.1\r\n\r\n".getBytes());
        client.getInputStream().readAllBytes();
      }
      String table = status("status", "--metrics", metrics);
      assertTrue(table.contains("  a.test=direct  "), table);
      assertTrue(table.contains("b.test:22: no --route matches"), table);
    }
  }

  /** A page of a stranger may give its own name this machine's address. */
  @Test
  void aRequestByAnotherNameIsRefused() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start("-L", "0:127.0.0.1:" + echo.port(), "--metrics", "0")) {
      int metrics = Integer.parseInt(tunnel.awaitLine(METRICS).group(1));
      for (String page : List.of("/", "/status", "/status.txt", "/metrics")) {
        assertEquals("200", statusOf(metrics, page, "127.0.0.1:" + metrics));
        assertEquals("200", statusOf(metrics, page, "LocalHost"));
        assertEquals("200", statusOf(metrics, page, "[::1]:" + metrics));
        assertEquals("403", statusOf(metrics, page, "stranger.example:" + metrics));
        assertEquals("403", statusOf(metrics, page, "127.0.0.1.stranger.example"));
      }
      assertEquals("200", statusOf(metrics, "/healthz", "stranger.example"));
      assertEquals("404", statusOf(metrics, "/status.txt/", "127.0.0.1"));
    }
  }

  @Test
  void otherMethodsThanGetAreRefused() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start("-L", "0:127.0.0.1:" + echo.port(), "--metrics", "0")) {
      int metrics = Integer.parseInt(tunnel.awaitLine(METRICS).group(1));
      for (String method : List.of("POST", "DELETE", "OPTIONS")) {
        assertEquals("405", statusOf(metrics, method, "/status", "localhost"));
      }
      assertEquals("200", statusOf(metrics, "HEAD", "/status", "localhost"));
    }
  }

  private static String statusOf(int port, String page, String host) throws IOException {
    return statusOf(port, "GET", page, host);
  }

  private static String statusOf(int port, String method, String page, String host)
      throws IOException {
    try (Socket client = connect(port)) {
      String request =
          method + " " + page + " HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
      client.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
      String answer = new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      return answer.split(" ")[1];
    }
  }

  @Test
  void thatNoTunnelAnswersIsAnError() throws Exception {
    String port = EchoServer.closedPort();
    try (RunningProgram status = RunningProgram.start("status", "--metrics", port)) {
      assertEquals(1, status.awaitExit());
      assertEquals(
          List.of(
              "error: no status from 127.0.0.1:" + port + ": Connection refused",
              "hint: check that a tunnel runs with --metrics 127.0.0.1:" + port),
          status.seen());
    }
  }

  @Test
  void anOptionFileOfTheTunnelIsNotNeededButItsAddressIs() throws Exception {
    try (RunningProgram status = RunningProgram.start("status")) {
      assertEquals(2, status.awaitExit());
      assertEquals("error: --metrics is missing", status.seen().getFirst());
    }
  }
}
