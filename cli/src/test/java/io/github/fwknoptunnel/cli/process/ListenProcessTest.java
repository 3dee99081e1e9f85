package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.cli.process.EchoServer.assertEchoes;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Who may come in, and how many: the process and its clients. */
@Timeout(120)
class ListenProcessTest {
  private static final int TIMEOUT_MS = 60_000;

  @TempDir Path directory;
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
    socket.setSoTimeout(TIMEOUT_MS);
    return socket;
  }

  @Test
  void aClientTooManyWaitsAndIsServedWhenAnotherLeaves() throws Exception {
    try (RunningProgram tunnel = tunnel("-local-port", "0", "--max-connections", "1")) {
      int port = tunnel.port();
      Socket first = connect(port);
      assertEchoes(first);
      tunnel.awaitLine("connection limit reached (1); new clients wait");
      try (Socket second = connect(port)) {
        first.close();
        assertEchoes(second);
        tunnel.awaitLine("below the connection limit again");
      }
    }
  }

  @Test
  void aConnectionThatNeedsOnePacketTooManyWaitsAndIsClosed() throws Exception {
    Path keys = KeyFiles.write(directory);
    try (RunningProgram tunnel =
        tunnel(
            "-local-port=0",
            "--key-file=" + keys,
            "--no-rc-file",
            "--knock=each",
            "--max-knocks-per-minute=1",
            "--connect-timeout=2s")) {
      int port = tunnel.port();
      try (Socket first = connect(port);
          Socket second = connect(port)) {
        tunnel.awaitLine(
            "no packet sent within 2 s: limit of 1 in 60 s reached (raise --max-knocks-per-minute)");
        assertEquals(1, Stream.of(first, second).filter(ListenProcessTest::isServed).count());
      }
    }
  }

  @Test
  void theUsersCommandIsNotLimited() throws Exception {
    try (RunningProgram tunnel =
        tunnel("-local-port=0", "-cmd=true", "--max-knocks-per-minute=1")) {
      int port = tunnel.port();
      for (int i = 0; i < 3; i++) {
        try (Socket socket = connect(port)) {
          assertEchoes(socket);
        }
      }
    }
  }

  private static boolean isServed(Socket socket) {
    try {
      socket.getOutputStream().write(7);
      return socket.getInputStream().read() == 7;
    } catch (IOException e) {
      return false;
    }
  }

  @Test
  void everybodysAddressIsWarnedOfOnce() throws Exception {
    try (RunningProgram tunnel = tunnel("-local-port=0", "-bind-address=0.0.0.0")) {
      tunnel.awaitLine(" warn other hosts on the network can use this tunnel");
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit());
      assertEquals(
          1, tunnel.seen().stream().filter(line -> line.contains(" warn other hosts ")).count());
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anAddressThatAllowedUsersCannotUseIsWarnedOfInOtherWords() throws Exception {
    try (RunningProgram tunnel =
        tunnel("-local-port=0", "-bind-address=0.0.0.0", "--allow-user=65533")) {
      tunnel.awaitLine(" warn --allow-user rejects clients on other hosts, but the tunnel listens");
    }
  }

  @Test
  void aLocalSocketServesItsOwnerAndIsGoneAtTheEnd() throws Exception {
    Path path = directory.resolve("tunnel.sock");
    try (RunningProgram tunnel = tunnel("--unix-socket", path.toString())) {
      tunnel.awaitLine(" info listening on " + path + " for 127.0.0.1:" + echo.port());
      assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      assertEchoesAt(path);
      tunnel.terminate();
      assertEquals(0, tunnel.awaitExit());
      assertFalse(Files.exists(path));
    }
  }

  @Test
  void aLocalSocketThatAKilledTunnelLeftIsReplacedAndALiveOneIsNot() throws Exception {
    Path path = directory.resolve("tunnel.sock");
    try (RunningProgram killed = tunnel("--unix-socket", path.toString())) {
      killed.awaitLine("listening on " + path);
    }
    try (RunningProgram tunnel = tunnel("--unix-socket", path.toString())) {
      tunnel.awaitLine("listening on " + path);
      try (RunningProgram late = tunnel("--unix-socket", path.toString())) {
        assertEquals(6, late.awaitExit());
        assertEquals(
            List.of(
                "error: cannot listen on " + path + ": another program listens there",
                "hint: use another --unix-socket, or stop that program"),
            late.seen());
      }
      assertEchoesAt(path);
    }
  }

  private static void assertEchoesAt(Path path) throws IOException {
    try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
      client.write(ByteBuffer.wrap(new byte[] {7}));
      ByteBuffer answer = ByteBuffer.allocate(1);
      assertEquals(1, client.read(answer));
      assertEquals(7, answer.get(0));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void onlyTheAllowedUsersAreServed() throws Exception {
    String me = Files.getOwner(directory).getName();
    try (RunningProgram tunnel =
        tunnel("-local-port=0", "--allow-user=65533", "--allow-user", me, "--allow-user=65532")) {
      try (Socket socket = connect(tunnel.port())) {
        assertEchoes(socket);
      }
    }
    try (RunningProgram tunnel = tunnel("-local-port=0", "--allow-user=65533")) {
      try (Socket socket = connect(tunnel.port())) {
        assertFalse(isServed(socket));
      }
      tunnel.awaitLine(Pattern.compile("warn #1 rejected 127\\.0\\.0\\.1:\\d+: its user \\d+"));
    }
  }
}
