package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two hosts of one service, of which the first is dead: each gets a packet of its own. */
@Timeout(120)
class HostListProcessTest {
  private static final int TIMEOUT_MS = 60_000;
  private static final String HOSTS = "127.0.0.1,127.0.0.2";
  private static final String HELLO = "hello";

  @TempDir Path directory;
  private SilentPort dead;
  private EchoServer alive;
  private DatagramSocket firstServer;
  private DatagramSocket secondServer;

  @BeforeEach
  void start() throws IOException {
    dead = new SilentPort();
    alive = new EchoServer(InetAddress.getByName("127.0.0.2"), dead.address().getPort());
    firstServer = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
    secondServer =
        new DatagramSocket(firstServer.getLocalPort(), InetAddress.getByName("127.0.0.2"));
    firstServer.setSoTimeout(TIMEOUT_MS);
    secondServer.setSoTimeout(TIMEOUT_MS);
    KeyFiles.write(directory);
  }

  @AfterEach
  void stop() throws IOException {
    dead.close();
    alive.close();
    firstServer.close();
    secondServer.close();
  }

  private String[] knocking(String... words) {
    List<String> keys =
        List.of(
            "-p", "" + firstServer.getLocalPort(), "--key-file", directory.resolve("keys") + "");
    return Stream.concat(Stream.of(words), keys.stream()).toArray(String[]::new);
  }

  private void assertEachWasKnockedAt() throws IOException {
    firstServer.receive(new DatagramPacket(new byte[1500], 1500));
    secondServer.receive(new DatagramPacket(new byte[1500], 1500));
  }

  private static void assertEchoes(int port) throws IOException {
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(TIMEOUT_MS);
      client.getOutputStream().write(HELLO.getBytes());
      assertEquals(HELLO, new String(client.getInputStream().readNBytes(HELLO.length())));
    }
  }

  @Test
  void aTunnelLeadsToTheHostThatOpens() throws Exception {
    try (RunningProgram tunnel =
        RunningProgram.start(
            knocking("-remote-host", HOSTS, "-remote-port", alive.port(), "-local-port", "0"))) {
      int port = tunnel.port();
      assertEchoes(port);
      assertEachWasKnockedAt();
      tunnel.awaitLine("#1 closed");
      dead.open(); // It would take the connection now, if it were asked again.
      assertEchoes(port);
      tunnel.awaitLine("#2 closed");
    }
  }

  @Test
  void aForwardLeadsToTheHostThatOpens() throws Exception {
    try (RunningProgram tunnel =
        RunningProgram.start(knocking("-L", "0:" + HOSTS + ":" + alive.port()))) {
      assertEchoes(tunnel.port());
      assertEachWasKnockedAt();
    }
  }

  @Test
  void execLeadsToTheHostThatOpens() throws Exception {
    String client = "exec 3<>/dev/tcp/127.0.0.1/$0; echo " + HELLO + " >&3; head -n 1 <&3";
    String[] options = knocking("exec", "-remote-host", HOSTS, "-remote-port", alive.port());
    List<String> command = List.of("--", "bash", "-c", client, "{port}");
    try (RunningProgram exec =
        RunningProgram.start(
            Stream.concat(Stream.of(options), command.stream()).toArray(String[]::new))) {
      assertEquals(0, exec.awaitExit(), () -> "" + exec.seen());
      assertEquals(HELLO + "\n", exec.out());
      assertEachWasKnockedAt();
    }
  }

  @Test
  void connectLeadsToTheHostThatOpens() throws Exception {
    try (Connect connect = Connect.run(knocking("connect", HOSTS, alive.port()))) {
      connect.send(HELLO);
      assertEquals(HELLO, connect.receive(HELLO.length()));
      assertEachWasKnockedAt();
    }
  }

  @Test
  void aPlainTunnelLeadsToTheHostThatAnswers() throws Exception {
    try (RunningProgram tunnel =
        RunningProgram.start(
            "-remote-host", HOSTS, "-remote-port", alive.port(), "-local-port", "0")) {
      assertEchoes(tunnel.port());
    }
  }

  @Test
  void knockWaitsForTheHostThatOpens() throws Exception {
    try (RunningProgram knock =
        RunningProgram.start(
            knocking("knock", "--wait", "-remote-host", HOSTS, "-remote-port", alive.port()))) {
      assertEquals(0, knock.awaitExit(), () -> "" + knock.seen());
      assertEachWasKnockedAt();
    }
  }
}
