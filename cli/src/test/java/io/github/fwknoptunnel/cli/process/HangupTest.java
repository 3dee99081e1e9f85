package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.cli.process.EchoServer.assertEchoes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** SIGHUP for a tunnel that was started at a terminal: sent by hand, and when it is closed. */
@Timeout(120)
@EnabledOnOs(OS.LINUX)
class HangupTest {
  @TempDir Path directory;
  private Path status;
  private int port;

  @BeforeEach
  void findAPort() throws IOException {
    status = directory.resolve("status");
    port = ReservedPort.next().getPort();
  }

  /**
   * A shell runs it and outlives the signal, so that somebody can tell the status. The terminal's
   * first process is another one: when that ends, the kernel sends SIGHUP to all others.
   */
  private String atTheTerminal(Path options) throws IOException {
    String words =
        RunningProgram.builder(List.of(), "@" + options).command().stream()
            .map(word -> "'" + word + "'")
            .collect(Collectors.joining(" "));
    Path lines = directory.resolve("lines");
    Files.writeString(lines, "trap : HUP\n" + words + "\necho $? >'" + status + "'\n");
    return "sh '" + lines + "'; true";
  }

  private Path options(String remotePort) throws IOException {
    String text = "-local-port %d%n-remote-host 127.0.0.1%n-remote-port %s%n";
    return Files.writeString(directory.resolve("options"), text.formatted(port, remotePort));
  }

  private Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(30_000);
    return socket;
  }

  private boolean listens() throws IOException {
    try {
      connect().close();
      return true;
    } catch (ConnectException e) {
      return false;
    }
  }

  private void awaitNoListener() throws IOException, InterruptedException {
    Instant end = Instant.now().plus(Duration.ofSeconds(30));
    while (listens()) {
      assertTrue(Instant.now().isBefore(end), "it still listens");
      Thread.sleep(50);
    }
  }

  @Test
  void aSignalReloadsAndAClosedTerminalStopsAsSigtermDoes() throws Exception {
    try (EchoServer echo = new EchoServer();
        EchoServer other = new EchoServer();
        PseudoTerminal terminal = PseudoTerminal.run(atTheTerminal(options(echo.port())))) {
      terminal.await("listening on 127.0.0.1:" + port);
      options(other.port());
      terminal.signal("HUP");
      terminal.await("reloaded for 127.0.0.1:" + other.port());
      try (Socket open = connect()) {
        assertEchoes(open);
        terminal.hangUp();
        awaitNoListener();
        assertEchoes(open);
      }
      terminal.awaitAllEnded();
      assertEquals("0\n", Files.readString(status));
    }
  }
}
