package io.github.fwknoptunnel.tunnel.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.testing.Ipv6Loopback;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.NameNotResolved;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.TimedOut;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
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
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name with two addresses, of which the first is of no use. */
@Timeout(180)
class AddressRaceTest {
  private static final String SECOND = "127.0.0.2";

  private final FakeKnocker knocker = FakeKnocker.quick();
  private Duration connectTimeout = Duration.ofMinutes(10);

  private PortOpener opener(String host, int port) {
    Dialer dialer = new Dialer(Duration.ZERO, connectTimeout, 1);
    return new PortOpener(
        new TargetNames(host, port, KnockTarget.Family.IPV4), knocker, dialer, event -> {});
  }

  private DialResult race(int port, String... addresses) throws Exception {
    PortOpener knock = opener("two.test", port);
    List<KnockTarget> targets =
        Stream.of(addresses)
            .map(text -> new KnockTarget("two.test", address(text), port, 1))
            .toList();
    return AddressRace.run(knock, targets).result();
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

  @ParameterizedTest
  @CsvSource({"127.0.0.1, ::1", "::1, 127.0.0.1"})
  void theOtherFamilyIsKnockedWhenTheFirstIsSilent(String dead, String alive) throws Exception {
    Ipv6Loopback.require();
    try (SilentPort first = new SilentPort(address(dead))) {
      int port = first.address().getPort();
      try (ServerSocket second = new ServerSocket(port, 50, address(alive))) {
        DialResult opened = race(port, dead, alive);
        opened.channel().close();
        assertEquals(second.getInetAddress(), opened.target().getAddress());
        assertEquals(List.of(address(dead), address(alive)), knocked());
      }
    }
  }

  private List<InetAddress> knocked() {
    return knocker.knocks.stream().map(KnockTarget::address).toList();
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

  @Test
  void theNextHostOfAListIsKnockedAtWhenTheFirstIsSilentAndIsTheFirstFromThenOn() throws Exception {
    try (SilentPort first = new SilentPort()) {
      int port = first.address().getPort();
      try (ServerSocket second = new ServerSocket(port, 50, address(SECOND))) {
        PortOpener opener = opener("127.0.0.1," + SECOND, port);
        long start = System.nanoTime();
        opener.open(1).channel().close();
        long took = (System.nanoTime() - start) / 1_000_000;
        System.out.println("a dead first host cost " + took + " ms");
        assertEquals(List.of("127.0.0.1", SECOND), knocks());
        opener.open(2).channel().close();
        assertEquals(List.of("127.0.0.1", SECOND, SECOND), knocks());
        assertEquals(2, knocker.knocks.getLast().connection());
        assertEquals(second.getInetAddress(), knocker.knocks.getLast().address());
        assertEquals(0, TcpTable.connectingTo(port));
      }
    }
  }

  @Test
  void anAddressThatWonIsTriedFirstOfItsName() throws Exception {
    TargetNames names = new TargetNames("two.test", 22, KnockTarget.Family.IPV4);
    KnockTarget one = new KnockTarget("two.test", address("127.0.0.1"), 22, 1);
    KnockTarget two = new KnockTarget("two.test", address(SECOND), 22, 1);
    assertEquals(List.of(one, two), names.winnerFirst(List.of(one, two)));
    names.won(two);
    assertEquals(List.of(two, one), names.winnerFirst(List.of(one, two)));
    assertEquals(List.of(one), names.winnerFirst(List.of(one)));
  }

  @Test
  void aHostThatIsNotKnownCostsTheOthersNothing() throws Exception {
    try (ServerSocket second = new ServerSocket(0, 50, address(SECOND))) {
      opener("no-such-host.invalid," + SECOND, second.getLocalPort()).open(1).channel().close();
      assertEquals(List.of(SECOND), knocks());
    }
  }

  @Test
  void twoNamesOfOneAddressAreOneServer() throws Exception {
    connectTimeout = Duration.ofSeconds(2);
    try (SilentPort port = new SilentPort()) {
      String names = "LOCALHOST,localhost.,localhost,127.0.0.1";
      assertThrows(
          ConnectFailedException.class, () -> opener(names, port.address().getPort()).open(1));
      assertEquals(List.of("127.0.0.1"), knocks());
    }
  }

  @Test
  void thatNoHostIsKnownIsToldOnlyIfNoneIs() throws Exception {
    connectTimeout = Duration.ofSeconds(1);
    try (SilentPort port = new SilentPort()) {
      int number = port.address().getPort();
      ConnectFailedException one =
          assertThrows(
              ConnectFailedException.class,
              () -> opener("no-such-host.invalid,127.0.0.1", number).open(1));
      assertInstanceOf(TimedOut.class, one.failure());
      ConnectFailedException both =
          assertThrows(
              ConnectFailedException.class, () -> opener("a.invalid,b.invalid", number).open(1));
      assertEquals(new NameNotResolved("a.invalid"), both.failure());
    }
  }
}
