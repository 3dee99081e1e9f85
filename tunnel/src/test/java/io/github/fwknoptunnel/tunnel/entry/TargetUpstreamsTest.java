package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Route;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.access.Upstream;
import io.github.fwknoptunnel.tunnel.access.Upstreams;
import io.github.fwknoptunnel.tunnel.dial.DialResult;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** One strategy for each target, made when it is needed and forgotten when it is not. */
class TargetUpstreamsTest {
  private static final InetSocketAddress OWN = address("127.0.0.1", 1080);

  private final AtomicLong nanos = new AtomicLong();
  private final List<HostAndPort> made = new ArrayList<>();
  private final List<CompletableFuture<Upstream>> requests = new ArrayList<>();
  private InetSocketAddress own = OWN;
  private final TargetUpstreams targets =
      new TargetUpstreams(
          TargetUpstreamsTest::route, () -> own, (target, knock) -> make(target), nanos::get);

  private Upstreams make(HostAndPort target) {
    made.add(target);
    return connection -> {
      CompletableFuture<Upstream> upstream = new CompletableFuture<>();
      requests.add(upstream);
      return upstream;
    };
  }

  private static Optional<Route> route(HostAndPort target) {
    return switch (target.port()) {
      case 1 -> Optional.empty();
      case 2 -> Optional.of(new Route.Reject("*:2=reject"));
      default -> Optional.of(new Route.Direct("*=direct"));
    };
  }

  private TargetUpstreams.Lookup.Found found(String host) {
    return (TargetUpstreams.Lookup.Found) targets.find(new HostAndPort(host, 22));
  }

  private static InetSocketAddress address(String host, int port) {
    return new InetSocketAddress(host, port);
  }

  @Test
  void clientsOfATargetShareAStrategy() {
    assertSame(found("a").upstreams(), found("a").upstreams());
    assertNotSame(found("a").upstreams(), found("b").upstreams());
    assertEquals("*=direct", found("a").rule());
    assertEquals(2, made.size());
  }

  @Test
  void aTargetWithoutARuleAndARejectedOneAreRefused() {
    assertEquals(
        new TargetUpstreams.Lookup.Refused(Reason.NO_RULE), targets.find(new HostAndPort("a", 1)));
    assertEquals(
        new TargetUpstreams.Lookup.Refused(Reason.REJECTED), targets.find(new HostAndPort("a", 2)));
    assertEquals(0, targets.size());
  }

  @Test
  void aTargetThatIsNotUsedIsForgotten() {
    found("a");
    nanos.addAndGet(Duration.ofMinutes(9).toNanos());
    found("b");
    nanos.addAndGet(Duration.ofMinutes(2).toNanos());
    found("c");
    assertEquals(2, targets.size());
    found("a");
    assertEquals(4, made.size());
  }

  @Test
  void aTargetThatIsUsedIsKept() {
    Upstreams first = found("a").upstreams();
    for (int i = 0; i < 10; i++) {
      nanos.addAndGet(Duration.ofMinutes(9).toNanos());
      assertSame(first, found("a").upstreams());
    }
  }

  @Test
  void aClientThatNamesManyTargetsFillsNoMemory() {
    for (int i = 0; i < 5000; i++) {
      found("host" + i);
      found("kept");
    }
    Assertions.assertTrue(targets.size() <= 1026, () -> "" + targets.size());
    assertEquals(5001, made.size());
  }

  private CompletableFuture<Upstream> acquire() {
    return found("somewhere").upstreams().acquire(1);
  }

  private static Upstream.Addresses addresses(InetSocketAddress... all) {
    return new Upstream.Addresses(List.of(all), Duration.ofSeconds(1), false);
  }

  private static Reason refused(CompletableFuture<Upstream> upstream) {
    ExecutionException e = Assertions.assertThrows(ExecutionException.class, upstream::get);
    return ((RequestRefusedException) e.getCause()).reason();
  }

  @Test
  void aNameThatLeadsToTheProxyItselfIsRefused() {
    CompletableFuture<Upstream> upstream = acquire();
    requests.getFirst().complete(addresses(OWN));
    assertEquals(Reason.OWN_ADDRESS, refused(upstream));
  }

  @Test
  void theOtherAddressesOfTheNameAreUsed() throws Exception {
    CompletableFuture<Upstream> upstream = acquire();
    InetSocketAddress other = address("192.0.2.7", 1080);
    requests.getFirst().complete(addresses(OWN, other, address("::1", 1080)));
    assertEquals(addresses(other), upstream.get());
  }

  @Test
  void localhostIsTheProxyAlsoWhereItHasAnotherAddress() throws Exception {
    CompletableFuture<Upstream> upstream = acquire();
    requests.getFirst().complete(addresses(OWN, address("::1", 1080)));
    assertEquals(Reason.OWN_ADDRESS, refused(upstream));
  }

  @Test
  void aProxyOnAllAddressesIsFoundByEachOfThem() throws Exception {
    own = new InetSocketAddress(InetAddress.getByName("0.0.0.0"), 1080);
    CompletableFuture<Upstream> upstream = acquire();
    requests.getFirst().complete(addresses(address("127.0.0.9", 1080)));
    assertEquals(Reason.OWN_ADDRESS, refused(upstream));
    CompletableFuture<Upstream> elsewhere = acquire();
    requests.get(1).complete(addresses(address("192.0.2.1", 1080)));
    elsewhere.get();
  }

  /** To connect to it is to connect to loopback: block lists of names have it. */
  @Test
  void aNameForTheUnspecifiedAddressIsRefusedAtEachPort() throws Exception {
    CompletableFuture<Upstream> upstream = acquire();
    requests.getFirst().complete(addresses(address("0.0.0.0", 22)));
    assertEquals(Reason.OWN_ADDRESS, refused(upstream));
  }

  @Test
  void aConnectionThatTheClientDoesNotWaitForIsClosed() throws Exception {
    try (SocketChannel channel = SocketChannel.open()) {
      CompletableFuture<Upstream> upstream = acquire();
      upstream.cancel(false);
      assertEquals(true, requests.getFirst().isCancelled());
      Instant now = Instant.now();
      DialResult late =
          new DialResult(channel, address("127.0.0.1", 9), now, now, Duration.ZERO, 1, 1);
      assertEquals(false, requests.getFirst().complete(new Upstream.Connected(late)));
    }
  }
}
