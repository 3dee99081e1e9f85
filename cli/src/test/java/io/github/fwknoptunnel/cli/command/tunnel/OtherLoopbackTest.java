package io.github.fwknoptunnel.cli.command.tunnel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A listener on the other loopback address, where localhost may lead. */
@Timeout(180)
class OtherLoopbackTest {
  @BeforeAll
  static void ipv6() throws Exception {
    assumeTrue(
        NetworkInterface.getByInetAddress(InetAddress.getByName("::1")) != null, "no IPv6 here");
  }

  @Test
  void aPortThatSomebodyElseHasThereIsWarnedOf() throws Exception {
    try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("::1"))) {
      int port = other.getLocalPort();
      assertTrue(OtherLoopback.isTaken(port));
      CompletableFuture<String> warning = new CompletableFuture<>();
      OtherLoopback.check(
          new InetSocketAddress(InetAddress.getByName("127.0.0.1"), port), warning::complete);
      assertEquals(
          ("another program listens on [::1]:%1$d, which clients of 'localhost:%1$d' try first: use"
                  + " 127.0.0.1:%1$d in the client")
              .formatted(port),
          warning.get(20, TimeUnit.SECONDS));
    }
  }

  @Test
  void aFreePortIsNot() throws Exception {
    assertFalse(OtherLoopback.isTaken(ReservedPort.next(InetAddress.getByName("::1")).getPort()));
  }
}
