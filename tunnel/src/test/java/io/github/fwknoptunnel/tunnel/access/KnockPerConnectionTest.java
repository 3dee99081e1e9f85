package io.github.fwknoptunnel.tunnel.access;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
class KnockPerConnectionTest {
  @Test
  void everyArrivalKnocksForItself() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      KnockPerConnection upstreams = new KnockPerConnection(knock.knock());
      CompletableFuture<Upstream> first = upstreams.acquire(1);
      CompletableFuture<Upstream> second = upstreams.acquire(2);
      knock.knocker.awaitKnocks(2);
      knock.knocker.release();
      knock.knocker.release();
      TestService.closeThrough(first);
      TestService.closeThrough(second);
      assertEquals(2, knock.knocker.knocks.size());
    }
  }

  @Test
  void whoLeavesInterruptsOnlyItsOwnKnock() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.held())) {
      KnockPerConnection upstreams = new KnockPerConnection(knock.knock());
      CompletableFuture<Upstream> first = upstreams.acquire(1);
      CompletableFuture<Upstream> second = upstreams.acquire(2);
      knock.knocker.awaitKnocks(2);
      first.cancel(false);
      eventually("an interrupt", () -> knock.knocker.interrupted.get() == 1);
      knock.knocker.release();
      TestService.closeThrough(second);
    }
  }

  @Test
  void aKnockThatFailsBeforeAnybodyLooksIsAFailureLikeAnyOther() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      knock.knocker.failure = new ConnectFailure.CommandNotStarted("knock", "no such file");
      KnockPerConnection upstreams = new KnockPerConnection(knock.knock());
      for (int i = 0; i < 500; i++) {
        CompletableFuture<Upstream> way = upstreams.acquire(i);
        assertInstanceOf(ConnectFailedException.class, TestService.failure(way));
      }
    }
  }

  @Test
  void whatAKnockIsToldIsWhatIsDialled() throws Exception {
    try (TestService knock = new TestService(FakeKnocker.quick())) {
      CompletableFuture<Upstream> way = new KnockPerConnection(knock.knock()).acquire(7);
      Upstream.Connected through = assertInstanceOf(Upstream.Connected.class, way.get());
      KnockTarget target = knock.knocker.knocks.getFirst();
      assertEquals("127.0.0.1", target.host());
      assertEquals(7, target.connection());
      assertEquals(through.result().target(), target.socketAddress());
      assertEquals(List.of(knock.address()), List.of(target.socketAddress()));
      TestService.closeThrough(way);
    }
  }
}
