package io.github.fwknoptunnel.tunnel.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A name with two addresses, of which the first is of no use. */
@Timeout(60)
class AddressRaceTest {
  private static final String SECOND = "127.0.0.2";

  private final FakeKnocker knocker = FakeKnocker.quick();
  private Duration connectTimeout = Duration.ofSeconds(30);

  private DialResult race(int port, String... addresses) throws Exception {
    Dialer dialer = new Dialer(Duration.ZERO, connectTimeout, 1);
    KnockListener nobody =
        new KnockListener() {
          @Override
          public void knocked(KnockTarget target, KnockResult receipt) {}

          @Override
          public void opened(KnockTarget target, DialResult opened) {}
        };
    PortOpener knock = new PortOpener("two.test", port, knocker, dialer, nobody);
    List<KnockTarget> targets =
        Stream.of(addresses)
            .map(text -> new KnockTarget("two.test", address(text), port, 1))
            .toList();
    return AddressRace.run(knock, targets);
  }

  private static InetAddress address(String literal) {
    try {
      return InetAddress.getByName(literal);
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  private List<String> knocks() {
    return knocker.knocks.stream().map(target -> target.address().getHostAddress()).toList();
  }

  @Test
  void theSecondAddressIsKnockedWhenTheFirstIsSilent() throws Exception {
    try (SilentPort first = new SilentPort()) {
      int port = first.address().getPort();
      try (ServerSocket second = new ServerSocket(port, 50, address(SECOND))) {
        DialResult opened = race(port, "127.0.0.1", SECOND);
        opened.channel().close();
        assertEquals(second.getInetAddress(), opened.target().getAddress());
        assertEquals(List.of("127.0.0.1", SECOND), knocks());
        assertEquals(0, TcpTable.connectingTo(port));
      }
    }
  }

  @Test
  void theSecondAddressIsKnockedWhenTheFirstRefuses() throws Exception {
    connectTimeout = Duration.ofSeconds(3);
    try (ServerSocket second = new ServerSocket(0, 50, address(SECOND))) {
      DialResult opened = race(second.getLocalPort(), "127.0.0.1", SECOND);
      opened.channel().close();
      assertEquals(second.getInetAddress(), opened.target().getAddress());
    }
  }

  @Test
  void anAddressThatOpensAtOnceIsTheOnlyOneKnockedAt() throws Exception {
    try (ServerSocket first = new ServerSocket(0, 50, address("127.0.0.1"))) {
      race(first.getLocalPort(), "127.0.0.1", SECOND).channel().close();
      assertEquals(List.of("127.0.0.1"), knocks());
    }
  }

  @Test
  void whenAllFailTheFirstFailureIsTold() throws Exception {
    connectTimeout = Duration.ofSeconds(2);
    try (SilentPort first = new SilentPort()) {
      int port = first.address().getPort();
      ConnectFailedException failed =
          assertThrows(ConnectFailedException.class, () -> race(port, "127.0.0.1", SECOND));
      TimedOut silent = assertInstanceOf(TimedOut.class, failed.failure());
      assertEquals(first.address(), silent.stats().target());
      assertEquals(List.of("127.0.0.1", SECOND), knocks());
    }
  }

  @Test
  void anInterruptGivesAllUp() throws Exception {
    try (SilentPort first = new SilentPort()) {
      int port = first.address().getPort();
      FutureTask<DialResult> opening = new FutureTask<>(() -> race(port, "127.0.0.1", SECOND));
      Thread opener = Thread.ofPlatform().start(opening);
      knocker.awaitKnocks(1);
      opener.interrupt();
      ExecutionException failed = assertThrows(ExecutionException.class, opening::get);
      assertInstanceOf(InterruptedException.class, failed.getCause());
      assertEquals(0, TcpTable.connectingTo(port));
    }
  }
}
