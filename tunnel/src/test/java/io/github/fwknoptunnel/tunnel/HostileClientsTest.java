package io.github.fwknoptunnel.tunnel;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.testing.ChildJvm;
import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A second user of this machine who attacks a tunnel that is not for them. Root is the allowed user
 * here; the attacker has a number that no account has.
 */
@Timeout(300)
class HostileClientsTest {
  private static final int ATTEMPTS = 100_000;
  private static final int VICTIMS = 200;

  @TempDir Path directory;

  @BeforeAll
  static void asRoot() {
    SecondUser.require();
  }

  private static PlainTunnel open(int connections) throws IOException {
    AllowedUsers root = AllowedUsers.of(List.of("0"));
    return PlainTunnel.open(new TunnelConfig.ClientLimits(connections, Optional.of(root)));
  }

  /**
   * The attacker's connections wait, reset, in the accept queue of a full tunnel. Then the allowed
   * user connects from the same ports, as the kernel may choose them.
   */
  @Test
  void bytesOfAResetConnectionAreNotRelayedAsThoseOfItsPortsNextUser() throws Exception {
    try (PlainTunnel plain = open(1)) {
      Socket holder = plain.connect();
      Socket held = plain.acceptFirst();
      List<Integer> ports = attack("ports", plain.tunnel.address().getPort(), 20);
      assertTrue(ports.size() >= 10, "the attack was not made: " + ports);
      List<Socket> victims = new ArrayList<>();
      for (int port : ports) {
        victims.add(connectFrom(port, plain.tunnel.address()));
      }
      holder.close();
      assertEquals(-1, held.getInputStream().read());
      held.close();
      for (int i = 0; i < victims.size(); i++) {
        assertEquals("good", serveOne(plain), "of connection " + i);
      }
      for (Socket victim : victims) {
        victim.close();
      }
      assertEquals(
          ports.size(), plain.events.await(TunnelEvent.ClientRejected.class, ports.size()).size());
    }
  }

  private static Socket connectFrom(int port, InetSocketAddress tunnel) throws IOException {
    Socket socket = new Socket();
    socket.setReuseAddress(true);
    socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port));
    socket.connect(tunnel);
    socket.getOutputStream().write("good".getBytes(StandardCharsets.US_ASCII));
    socket.shutdownOutput();
    return socket;
  }

  /** What one client sent, by the server's account; then the next one has its turn. */
  private static String serveOne(PlainTunnel plain) throws IOException {
    try (Socket accepted = plain.accept()) {
      return new String(accepted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    }
  }

  /** Predicted ports, resets, ports that are used again: while the allowed user is served. */
  @Test
  void noneOfManyAttemptsGetsThroughAndTheAllowedUserIsServed() throws Exception {
    try (PlainTunnel plain = open(1000)) {
      AtomicInteger strangers = new AtomicInteger();
      Thread.ofPlatform().daemon().start(() -> echoAll(plain, strangers));
      ask(plain);
      long before = Resources.now().descriptors();
      Process attacker = attacker("attempts", plain.tunnel.address().getPort(), ATTEMPTS);
      int served = 0;
      try (InputStream end = attacker.getInputStream()) {
        while (attacker.isAlive() || served < VICTIMS) {
          ask(plain);
          served++;
        }
        String output = new String(end.readAllBytes(), StandardCharsets.US_ASCII);
        assertEquals("attempts " + ATTEMPTS + "\n", output);
      }
      assertEquals(0, strangers.get(), "connections of the attacker got through");
      eventually("descriptors again", () -> Resources.now().descriptors() <= before);
      ask(plain);
    }
  }

  private static void ask(PlainTunnel plain) throws IOException {
    try (Socket client = plain.connect()) {
      client.getOutputStream().write("good".getBytes(StandardCharsets.US_ASCII));
      byte[] answer = client.getInputStream().readNBytes(4);
      assertEquals("good", new String(answer, StandardCharsets.US_ASCII));
    }
  }

  private static void echoAll(PlainTunnel plain, AtomicInteger strangers) {
    while (!plain.server.isClosed()) {
      try (Socket accepted = plain.accept()) {
        byte[] first = accepted.getInputStream().readNBytes(4);
        if (first.length > 0 && first[0] != 'g') {
          strangers.incrementAndGet();
        }
        accepted.getOutputStream().write(first);
      } catch (IOException e) {
        // A client that was quick to leave, or the end of the test.
      }
    }
  }

  /** Connections that differ in nothing but time must all be answered and closed. */
  @Test
  void refusedConnectionsFromTheSamePortsLeaveNothingBehind() throws Exception {
    try (PlainTunnel plain = open(1000)) {
      Thread.ofPlatform().daemon().start(() -> echoAll(plain, new AtomicInteger()));
      ask(plain);
      long before = Resources.now().descriptors();
      attack("same", plain.tunnel.address().getPort(), 20_000);
      eventually("descriptors again", () -> Resources.now().descriptors() <= before);
      ask(plain);
    }
  }

  /** Each refused client had the only place in turn, and readings of long tables to itself. */
  @ParameterizedTest
  @EnumSource
  @Timeout(180)
  void aFloodOfRefusedClientsDoesNotLockTheAllowedUserOut(TunnelConfig.Mode mode) throws Exception {
    AllowedUsers root = AllowedUsers.of(List.of("0"));
    TunnelConfig.ClientLimits one = new TunnelConfig.ClientLimits(1, Optional.of(root));
    try (PlainTunnel plain =
        PlainTunnel.open(usual -> usual.toBuilder().mode(mode).limits(one).build())) {
      Thread.ofPlatform().daemon().start(() -> echoAll(plain, new AtomicInteger()));
      attack("flood", plain.tunnel.address().getPort(), 4000);
      ask(plain);
      assertEquals(0, plain.events.of(TunnelEvent.AcceptBackoff.class).size());
    }
  }

  private Process attacker(String attack, int port, int count) throws IOException {
    Path classes = Files.createTempDirectory(directory, "classes");
    Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
    return SecondUser.running(
            ChildJvm.runningFrom(
                classes, Attacker.class, attack, Integer.toString(port), Integer.toString(count)))
        .start();
  }

  private List<Integer> attack(String attack, int port, int count) throws Exception {
    Process attacker = attacker(attack, port, count);
    String output = new String(attacker.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
    assertEquals(0, attacker.waitFor(), output);
    return output
        .lines()
        .filter(line -> !line.startsWith("attempts"))
        .map(Integer::parseInt)
        .toList();
  }

  /** The attacker's process. */
  static final class Attacker {
    private static final int PORTS_AHEAD = 20;

    /** Below those that the kernel gives out to others. */
    private static final int FIRST_PORT = 22_001;

    private static final int PORTS = 100;
    private static final int OPEN = 500;

    private Attacker() {}

    public static void main(String[] arguments) throws Exception {
      InetSocketAddress tunnel =
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), Integer.parseInt(arguments[1]));
      int count = Integer.parseInt(arguments[2]);
      switch (arguments[0]) {
        case "ports" -> ports(tunnel, count);
        case "attempts" -> attempts(tunnel, count);
        case "flood" -> flood(tunnel, count);
        default -> same(tunnel, count);
      }
    }

    /** One connection from each of some ports that it prints. */
    private static void ports(InetSocketAddress tunnel, int count) {
      for (int i = 0; i < count; i++) {
        int port = FIRST_PORT + 2 * i;
        if (send(tunnel, port)) {
          System.out.println(port);
        }
      }
    }

    /** The kernel gives ports out in a sequence that all users share: these are the next ones. */
    private static void attempts(InetSocketAddress tunnel, int count) throws IOException {
      int made = 0;
      while (made < count) {
        int next = chosenPort(tunnel);
        for (int i = 1; i <= PORTS_AHEAD && made < count; i++) {
          made += send(tunnel, next + 2 * i) ? 1 : 0;
        }
      }
      System.out.println("attempts " + made);
    }

    private static int chosenPort(InetSocketAddress tunnel) throws IOException {
      try (Socket socket = new Socket()) {
        socket.setSoLinger(true, 0);
        socket.connect(tunnel);
        return socket.getLocalPort();
      }
    }

    /** Opens and closes; the last ones are open to the end. */
    private static void flood(InetSocketAddress tunnel, int count) throws IOException {
      Deque<Socket> open = new ArrayDeque<>();
      for (int i = 0; i < count; i++) {
        Socket socket = new Socket();
        socket.connect(tunnel);
        open.add(socket);
        if (open.size() > OPEN) {
          open.remove().close();
        }
      }
    }

    /** The same few ports again and again. */
    private static void same(InetSocketAddress tunnel, int count) {
      int made = 0;
      while (made < count) {
        for (int i = 0; i < PORTS; i++) {
          for (int again = 0; again < 4; again++) {
            send(tunnel, FIRST_PORT + 2 * i);
            made++;
          }
        }
      }
      System.out.println("attempts " + made);
    }

    /** Connects, sends, resets; false if the port cannot be had. */
    private static boolean send(InetSocketAddress tunnel, int port) {
      try (Socket socket = new Socket()) {
        socket.setSoLinger(true, 0);
        socket.setReuseAddress(true);
        socket.bind(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port % 65_536));
        socket.connect(tunnel);
        socket.getOutputStream().write("EVIL".getBytes(StandardCharsets.US_ASCII));
        return true;
      } catch (IOException e) {
        return false;
      }
    }
  }
}
