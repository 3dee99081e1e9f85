package io.github.fwknoptunnel.tunnel.access;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.Broken;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.TcpTable;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** Many arrivals, one packet: who knocks, who waits, and who need not do either. */
@Timeout(180)
class SharedKnockTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void fiftyArrivalsTogetherKnockOnce() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      List<CompletableFuture<Upstream>> ways =
          LongStream.rangeClosed(1, 50).mapToObj(upstreams::acquire).toList();
      knock.knocker.release();
      List<Upstream> found = new ArrayList<>();
      for (CompletableFuture<Upstream> way : ways) {
        found.add(way.get());
      }
      assertEquals(1, knock.knocker.knocks.size());
      assertInstanceOf(Upstream.Connected.class, found.getFirst());
      Upstream connect =
          new Upstream.Addresses(List.of(knock.address()), Duration.ofSeconds(10), false);
      assertTrue(found.stream().skip(1).allMatch(connect::equals), found::toString);
      TestService.closeThrough(ways.getFirst());
    }
  }

  @Test
  void withinTheWindowNobodyKnocks() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      TestService.closeThrough(upstreams.acquire(1));
      Upstream.Addresses second =
          assertInstanceOf(Upstream.Addresses.class, upstreams.acquire(2).get());
      assertTrue(second.cachedAccess());
      assertEquals(List.of(knock.address()), second.addresses());
      assertEquals(1, knock.knocker.knocks.size());
    }
  }

  @Test
  void afterTheWindowTheNextArrivalKnocks() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), Duration.ZERO);
      TestService.closeThrough(upstreams.acquire(1));
      TestService.closeThrough(upstreams.acquire(2));
      assertEquals(List.of(1L, 2L), askers(knock));
    }
  }

  @Test
  void afterDistrustTheNextArrivalKnocks() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      TestService.closeThrough(upstreams.acquire(1));
      upstreams.invalidate();
      TestService.closeThrough(upstreams.acquire(2));
      assertEquals(List.of(1L, 2L), askers(knock));
    }
  }

  @Test
  void aTrustedPortGetsThreeTimesItsLastConnectTimeAndNeverTooLittle() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      TestService.closeThrough(upstreams.acquire(1));
      upstreams.recordConnectTime(Duration.ofMillis(2));
      assertEquals(Duration.ofMillis(300), timeout(upstreams));
      upstreams.recordConnectTime(Duration.ofMillis(200));
      assertEquals(Duration.ofMillis(600), timeout(upstreams));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aPortThatOpenedSlowlyIsGivenTimeWhenItIsTrusted() throws Exception {
    try (SilentPort port = new SilentPort();
        TestService events = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(events.openerOf(port.address()), LONG);
      CompletableFuture<Upstream> first = upstreams.acquire(1);
      // Eleven have begun after 0.8 s; the kernel repeats the first of them after one second.
      eventually("probes", () -> TcpTable.connectingTo(port.address().getPort()) >= 11);
      port.open();
      Duration slow = ((Upstream.Connected) first.get()).result().connectTime();
      TestService.closeThrough(first);
      Duration threefold = slow.multipliedBy(3);
      Duration least = Duration.ofMillis(300);
      // A machine that stalls right here may make it quick after all.
      assertEquals(threefold.compareTo(least) > 0 ? threefold : least, timeout(upstreams));
    }
  }

  private static Duration timeout(SharedKnock upstreams) throws Exception {
    return ((Upstream.Addresses) upstreams.acquire(9).get()).timeout();
  }

  @Test
  void whoLeavesDoesNotDisturbTheOthers() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      CompletableFuture<Upstream> first = upstreams.acquire(1);
      CompletableFuture<Upstream> second = upstreams.acquire(2);
      CompletableFuture<Upstream> third = upstreams.acquire(3);
      knock.knocker.awaitKnocks(1);
      first.cancel(false);
      third.cancel(false);
      knock.knocker.release();
      TestService.closeThrough(second);
      assertEquals(0, knock.knocker.interrupted.get());
    }
  }

  @Test
  void whenAllHaveLeftTheKnockIsInterrupted() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      CompletableFuture<Upstream> first = upstreams.acquire(1);
      CompletableFuture<Upstream> second = upstreams.acquire(2);
      knock.knocker.awaitKnocks(1);
      first.cancel(false);
      assertEquals(0, knock.knocker.interrupted.get());
      second.cancel(false);
      eventually("an interrupt", () -> knock.knocker.interrupted.get() == 1);
    }
  }

  @Test
  void whenAllLeaveAtTheLastMomentTheConnectionIsClosed() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      CompletableFuture<Upstream> only = upstreams.acquire(1);
      knock.whenOpened = () -> only.cancel(false);
      knock.knocker.release();
      try (Socket accepted = knock.accept()) {
        assertEquals(-1, accepted.getInputStream().read());
      }
    }
  }

  @Test
  void aFailureReachesAllWhoWait() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      List<CompletableFuture<Upstream>> ways =
          List.of(upstreams.acquire(1), upstreams.acquire(2), upstreams.acquire(3));
      ConnectFailure failure = new ConnectFailure.CommandFailed("knock", 3);
      knock.knocker.failure = failure;
      knock.knocker.release();
      for (CompletableFuture<Upstream> way : ways) {
        ConnectFailedException seen =
            assertInstanceOf(ConnectFailedException.class, TestService.failure(way));
        assertEquals(failure, seen.failure());
      }
    }
  }

  @Test
  void afterAFailureTheNextArrivalKnocksAgain() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      knock.knocker.failure = new ConnectFailure.CommandFailed("knock", 3);
      TestService.failure(upstreams.acquire(1));
      knock.knocker.failure = null;
      TestService.closeThrough(knockAnew(upstreams));
    }
  }

  @Test
  void aKnockerThatBreaksFailsItsOpeningAndNoOther() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      SharedKnock upstreams = new SharedKnock(knock.knock(), LONG);
      Broken defect = new Broken("a knocker, for a test");
      knock.knocker.defect = defect;
      assertEquals(defect, TestService.failure(upstreams.acquire(1)));
      knock.knocker.defect = null;
      TestService.closeThrough(knockAnew(upstreams));
    }
  }

  /** An arrival at the very moment of a failure may still share it; this one comes later. */
  private static CompletableFuture<Upstream> knockAnew(SharedKnock upstreams) throws Exception {
    eventually(
        "the end of the opening",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("knock-1")));
    return upstreams.acquire(2);
  }

  private static List<Long> askers(TestService knock) {
    return knock.knocker.knocks.stream().map(KnockTarget::connection).toList();
  }
}
