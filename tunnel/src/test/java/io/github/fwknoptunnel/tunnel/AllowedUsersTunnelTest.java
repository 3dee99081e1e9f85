package io.github.fwknoptunnel.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.tunnel.Rejection.UserNotAllowed;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Mode;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose processes a tunnel serves. */
@Timeout(180)
@EnabledOnOs(OS.LINUX)
class AllowedUsersTunnelTest {
  private static final String NOBODY = "65534";
  private static final String SOMEBODY_ELSE = "65533";

  @TempDir Path directory;

  private String me() throws IOException {
    return Files.getAttribute(directory, "unix:uid").toString();
  }

  private static PlainTunnel open(SocketAddress bind, Mode mode, String... users)
      throws IOException {
    AllowedUsers allowed = AllowedUsers.of(List.of(users));
    return PlainTunnel.open(plain ->
        plain.toBuilder()
            .listen(bind)
            .mode(mode)
            .limits(new TunnelConfig.ClientLimits(100, Optional.of(allowed)))
            .build());
  }

  private static SocketAddress loopback() throws IOException {
    return new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0);
  }

  @ParameterizedTest
  @EnumSource
  void aProcessOfAnAllowedUserIsServed(Mode mode) throws Exception {
    try (PlainTunnel plain = open(loopback(), mode, SOMEBODY_ELSE, me());
        Socket client = plain.connect();
        Socket server = plain.accept()) {
      client.getOutputStream().write(5);
      assertEquals(5, server.getInputStream().read());
    }
  }

  @ParameterizedTest
  @EnumSource
  void aProcessOfAnotherUserIsRefusedAtOnceAndNoConnectionIsMade(Mode mode) throws Exception {
    try (PlainTunnel plain = open(loopback(), mode, SOMEBODY_ELSE)) {
      for (int number = 1; number <= 3; number++) {
        try (Socket client = plain.connect()) {
          assertEquals(-1, client.getInputStream().read());
        }
        plain.events.await(TunnelEvent.ClientRejected.class, number);
      }
      assertEquals(new UserNotAllowed(me()), refusal(plain));
      assertEquals(0, plain.events.of(TunnelEvent.Accepted.class).size());
      assertEquals(1, plain.events.of(TunnelEvent.Listening.class).size());
    }
  }

  private static Rejection refusal(PlainTunnel plain) throws Exception {
    return plain.events.await(TunnelEvent.ClientRejected.class).rejection();
  }

  @Test
  void anotherUsersProcessIsToldFromThisOnes() throws Exception {
    assumeTrue(me().equals("0"), "only root can start processes of others");
    try (PlainTunnel plain = open(loopback(), Mode.MULTI, me())) {
      asNobody(plain.tunnel.address().getPort());
      assertEquals(new UserNotAllowed(NOBODY), refusal(plain));
    }
    try (PlainTunnel plain = open(loopback(), Mode.MULTI, "nobody")) {
      Process client = start(plain.tunnel.address().getPort());
      try (Socket server = plain.accept()) {
        server.getOutputStream().write("hello\n".getBytes(StandardCharsets.US_ASCII));
        server.shutdownOutput();
        assertEquals("hello\n", output(client));
      }
      try (Socket mine = plain.connect()) {
        assertEquals(-1, mine.getInputStream().read());
      }
      assertEquals(new UserNotAllowed("0"), refusal(plain));
    }
  }

  private static void asNobody(int port) throws Exception {
    assertEquals("", output(start(port)));
  }

  /** A process of user 65534 that connects and prints what it gets. */
  private static Process start(int port) throws IOException {
    String script = "exec 3<>/dev/tcp/127.0.0.1/" + port + "; cat <&3";
    return new ProcessBuilder("setpriv", "--reuid", NOBODY, "--clear-groups", "bash", "-c", script)
        .directory(Path.of("/").toFile())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String output(Process process) throws Exception {
    String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    process.waitFor();
    return text;
  }

  @Test
  void aClientOfALocalSocketIsJudgedByItsCredentials() throws Exception {
    SocketAddress path = UnixDomainSocketAddress.of(directory.resolve("s"));
    try (PlainTunnel plain = open(path, Mode.MULTI, SOMEBODY_ELSE);
        SocketChannel client = SocketChannel.open(path)) {
      assertEquals(-1, client.read(ByteBuffer.allocate(1)));
      assertInstanceOf(UserNotAllowed.class, refusal(plain));
    }
    try (PlainTunnel plain = open(path, Mode.MULTI, me());
        SocketChannel client = SocketChannel.open(path);
        Socket server = plain.accept()) {
      client.write(ByteBuffer.wrap(new byte[] {5}));
      assertEquals(5, server.getInputStream().read());
    }
  }

  @Test
  void aClientThatIsNotOnLoopbackIsRefused() throws Exception {
    Optional<InetAddress> other =
        NetworkInterface.networkInterfaces()
            .flatMap(NetworkInterface::inetAddresses)
            .filter(address -> address.getAddress().length == 4 && !address.isLoopbackAddress())
            .findFirst();
    assumeTrue(other.isPresent(), "this machine has no address but loopback");
    SocketAddress everywhere = new InetSocketAddress(0);
    try (PlainTunnel plain = open(everywhere, Mode.MULTI, me())) {
      int port = plain.tunnel.address().getPort();
      try (Socket client = Peers.connect(new InetSocketAddress(other.get(), port))) {
        assertEquals(-1, client.getInputStream().read());
        assertEquals(new Rejection.NotLocal(), refusal(plain));
      }
      InetAddress here = InetAddress.getByName("127.0.0.1");
      try (Socket client = Peers.connect(new InetSocketAddress(here, port));
          Socket server = plain.accept()) {
        client.getOutputStream().write(5);
        assertEquals(5, server.getInputStream().read());
      }
    }
  }

  @Test
  void manyRefusalsLeaveRoomForOthers() throws Exception {
    try (PlainTunnel plain = open(loopback(), Mode.MULTI, SOMEBODY_ELSE)) {
      for (int i = 0; i < 150; i++) {
        try (Socket client = plain.connect()) {
          assertEquals(-1, client.getInputStream().read());
        }
      }
      assertEquals(150, plain.events.await(TunnelEvent.ClientRejected.class, 150).size());
    }
  }

  @Test
  void aNameThatIsUnknownIsNoUser() {
    UserPrincipalNotFoundException e =
        assertThrows(
            UserPrincipalNotFoundException.class,
            () -> AllowedUsers.of(List.of("root", "no such")));
    assertEquals("no such", e.getName());
  }
}
