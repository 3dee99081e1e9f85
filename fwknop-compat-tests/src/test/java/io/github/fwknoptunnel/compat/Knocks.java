package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Small steps that the tests are made of. */
final class Knocks {
  private static final Duration POLL_INTERVAL = Duration.ofMillis(10);

  /** Generous: on a busy machine everything takes longer. */
  private static final Duration TIMEOUT = Duration.ofMinutes(2);

  private Knocks() {}

  static SpaRequest access(int port) {
    return SpaRequest.access(PortSpec.tcp(port));
  }

  static SpaServer server(FirewallContainer firewall) {
    try {
      InetAddress address = InetAddress.getByName(firewall.address());
      return new SpaServer(firewall.address(), address, SpaServer.DEFAULT_PORT);
    } catch (IOException e) {
      throw new AssertionError("a literal address needs no look-up", e);
    }
  }

  static SpaClient client(Stanza stanza) throws Exception {
    return SpaClient.builder(stanza.keys()).suite(stanza.suite()).build();
  }

  /**
   * Whether a connection to {@code port} gets no answer at all, for long enough that a SYN was
   * repeated.
   */
  static boolean isSilent(FirewallContainer firewall, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(firewall.address(), port), 1500);
      return false;
    } catch (SocketTimeoutException e) {
      return true;
    }
  }

  /** Whether a byte goes to the echo service and comes back. */
  static boolean echoes(String host, int port) throws IOException {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 5000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    }
  }

  static void awaitOpening(FirewallContainer firewall, int port, int number) {
    await("opening " + number + " of " + port, () -> firewall.openings(port).size() >= number);
  }

  /**
   * Waits until the firewall has judged everything sent so far. fwknopd takes packets one after
   * another, so a good one for another port that has opened shows that.
   */
  static void awaitVerdict(FirewallContainer firewall, int sentinelPort) throws Exception {
    int openings = firewall.openings(sentinelPort).size();
    client(FirewallContainer.stanza(sentinelPort)).knock(access(sentinelPort), server(firewall));
    awaitOpening(firewall, sentinelPort, openings + 1);
  }

  static void await(String what, BooleanSupplier condition) {
    Instant end = Instant.now().plus(TIMEOUT);
    while (!condition.getAsBoolean()) {
      assertTrue(Instant.now().isBefore(end), () -> "waited in vain for " + what);
      // What is waited for needs the processor too.
      LockSupport.parkNanos(POLL_INTERVAL.toNanos());
    }
  }
}
