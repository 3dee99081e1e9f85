package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A name that nobody knows for a while, and one with an address that is dead. */
@Timeout(120)
class NameProcessTest {
  @TempDir Path directory;

  @ParameterizedTest(name = "-cmd: {0}")
  @ValueSource(booleans = {false, true})
  void aNameThatCanBeResolvedAgainIsUsedAtOnce(boolean command) throws Exception {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 elsewhere.test\n");
    String[] words = {"-local-port", "0", "-remote-host", "office.test", "-remote-port"};
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel = start(hosts, words, echo.port(), command)) {
      int port = tunnel.port();
      for (int number = 1; number <= 2; number++) {
        assertEquals(-1, firstByte(port));
        tunnel.awaitLine("#" + number + " the name office.test cannot be resolved");
      }
      Files.writeString(hosts, "127.0.0.1 office.test\n");
      assertEquals('x', firstByte(port));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX) // which has all of 127.0.0.0/8
  void aDeadFirstAddressLeavesConnectTimeForTheNext() throws Exception {
    String both = "127.0.0.1 office.test\n127.0.0.2 office.test\n";
    Path hosts = Files.writeString(directory.resolve("hosts"), both);
    try (SilentPort dead = new SilentPort();
        ServerSocket alive =
            new ServerSocket(dead.address().getPort(), 1, InetAddress.getByName("127.0.0.2"));
        Connect connect = connect(hosts, "" + alive.getLocalPort(), "--connect-timeout", "3s")) {
      alive.setSoTimeout(30_000);
      try (Socket server = alive.accept()) {
        server.getOutputStream().write('x');
        assertEquals("x", connect.receive(1));
        server.shutdownOutput();
        connect.assertEnds(0);
      }
    }
  }

  @ParameterizedTest(name = "SPA server {0}, target {1}")
  @CsvSource({
    "office.test, office.test",
    "OFFICE.test., office.test",
    "gate.test, office.test",
    "office.test, 127.0.0.2"
  })
  @EnabledOnOs(OS.LINUX)
  void thePacketGoesToTheAddressThatIsDialled(String server, String target) throws Exception {
    String both = "127.0.0.1 office.test\n127.0.0.2 office.test\n";
    Path hosts = Files.writeString(directory.resolve("hosts"), both + "127.0.0.2 gate.test\n");
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    InetAddress second = InetAddress.getByName("127.0.0.2");
    try (SilentPort dead = new SilentPort();
        DatagramSocket knocks = new DatagramSocket(0, second);
        ServerSocket alive = new ServerSocket(dead.address().getPort(), 1, second)) {
      List<String> jvm = List.of("-Djdk.net.hosts.file=" + hosts);
      ProcessBuilder builder =
          RunningProgram.builder(jvm, "connect", target, "" + alive.getLocalPort());
      String[] spa = {"-D", server, "-p", "" + knocks.getLocalPort(), "--no-rc-file"};
      builder.command().addAll(List.of(spa));
      builder.command().addAll(List.of("--key-file", keys.toString()));
      try (Connect connect = new Connect(builder.start())) {
        knocks.setSoTimeout(30_000);
        alive.setSoTimeout(30_000);
        knocks.receive(new DatagramPacket(new byte[1500], 1500));
        try (Socket socket = alive.accept()) {
          socket.getOutputStream().write('x');
          assertEquals("x", connect.receive(1));
        }
      }
    }
  }

  /** The JDK remembers an address for 30 s; the program adds nothing to that. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aServerThatHasMovedIsKnockedAtAndDialledAtItsNewAddress() throws Exception {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 office.test\n");
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    InetAddress moved = InetAddress.getByName("127.0.0.2");
    try (DatagramSocket before = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"));
        DatagramSocket after = new DatagramSocket(before.getLocalPort(), moved);
        ServerSocket old = new ServerSocket(0, 9, InetAddress.getByName("127.0.0.1"));
        ServerSocket fresh = new ServerSocket(old.getLocalPort(), 9, moved)) {
      for (DatagramSocket socket : List.of(before, after)) {
        socket.setSoTimeout(30_000);
      }
      List<String> jvm = List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.net.inetaddr.ttl=0");
      String[] words = {"-local-port", "0", "-remote-host", "office.test", "--no-rc-file"};
      ProcessBuilder builder = RunningProgram.builder(jvm, words);
      builder.command().addAll(List.of("-remote-port", "" + old.getLocalPort()));
      builder.command().addAll(List.of("-p", "" + before.getLocalPort(), "--knock", "each"));
      builder.command().addAll(List.of("--key-file", keys.toString()));
      try (RunningProgram tunnel = RunningProgram.start(builder)) {
        int port = tunnel.port();
        assertGreeted(port, before, old);
        Files.writeString(hosts, "127.0.0.2 office.test\n");
        assertGreeted(port, after, fresh);
      }
    }
  }

  /** A connection whose packet and whose data come to these two. */
  private static void assertGreeted(int port, DatagramSocket knocks, ServerSocket server)
      throws IOException {
    server.setSoTimeout(30_000);
    try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
      client.setSoTimeout(30_000);
      knocks.receive(new DatagramPacket(new byte[1500], 1500));
      try (Socket reached = server.accept()) {
        reached.getOutputStream().write('x');
        assertEquals('x', client.getInputStream().read());
      }
    }
  }

  @Test
  void aNameBeyondAsciiIsLookedUpAsDnsKnowsIt() throws Exception {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 xn--bcher-kva.test\n");
    try (EchoServer echo = new EchoServer()) {
      List<String> jvm = List.of("-Djdk.net.hosts.file=" + hosts, "-Dsun.jnu.encoding=UTF-8");
      ProcessBuilder builder =
          RunningProgram.builder(jvm, "connect", "b\u00fccher.test", echo.port());
      builder.environment().put("LC_ALL", "C.UTF-8");
      try (Connect connect = new Connect(builder.start())) {
        connect.send("x");
        assertEquals("x", connect.receive(1));
      }
    }
  }

  private static Connect connect(Path hosts, String... more) throws IOException {
    List<String> jvm = List.of("-Djdk.net.hosts.file=" + hosts);
    ProcessBuilder builder = RunningProgram.builder(jvm, "connect", "office.test");
    builder.command().addAll(List.of(more));
    return new Connect(builder.start());
  }

  private static RunningProgram start(Path hosts, String[] words, String port, boolean command)
      throws IOException {
    List<String> jvm = List.of("-Djdk.net.hosts.file=" + hosts);
    ProcessBuilder builder = RunningProgram.builder(jvm, words);
    builder.command().add(port);
    if (command) {
      builder.command().addAll(List.of("-cmd", "true"));
    }
    return RunningProgram.start(builder);
  }

  /** What comes back for an x, or -1. */
  private static int firstByte(int port) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream().write('x');
      return socket.getInputStream().read();
    } catch (SocketException e) {
      return -1;
    }
  }
}
