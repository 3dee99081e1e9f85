package io.github.fwknoptunnel.tunnel.access;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.tunnel.dial.Dialer;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import io.github.fwknoptunnel.tunnel.knock.Knocker;
import io.github.fwknoptunnel.tunnel.testing.Peers;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** An opening that everybody has left may take its time to end; that is nobody else's business. */
@Timeout(180)
class AbandonedKnockAttemptTest {
  private static final int LIMIT = 256;

  /** Deaf to interrupts, as the system's name resolution is. */
  private static final class DeafKnocker implements Knocker {
    final List<Long> knocks = new CopyOnWriteArrayList<>();
    final Semaphore first = new Semaphore(0);
    final Semaphore others = new Semaphore(0);

    @Override
    public KnockResult knock(KnockTarget target) {
      knocks.add(target.connection());
      (target.connection() == 1 ? first : others).acquireUninterruptibly();
      return new KnockResult.CommandSucceeded("knock");
    }

    @Override
    public int maxKnocks() {
      return 1;
    }
  }

  @Test
  void itsEndDoesNotHideTheOpeningThatCameAfterIt() throws Exception {
    DeafKnocker knocker = new DeafKnocker();
    try (ServerSocket server = Peers.server()) {
      SharedKnock upstreams = new SharedKnock(knock(server, knocker), Duration.ofHours(1));
      CompletableFuture<Upstream> second = openAfterAnAbandonedOne(upstreams, knocker);
      knocker.first.release();
      awaitEndOf("knock-1");
      CompletableFuture<Upstream> third = upstreams.acquire(3);
      knocker.others.release(2);
      TestService.closeThrough(second);
      assertInstanceOf(Upstream.Addresses.class, third.get());
      assertEquals(List.of(1L, 2L), knocker.knocks);
    }
  }

  @Test
  void itsEndDoesNotTakeBackTheTrustThatCameAfterIt() throws Exception {
    DeafKnocker knocker = new DeafKnocker();
    try (ServerSocket server = Peers.server()) {
      SharedKnock upstreams = new SharedKnock(knock(server, knocker), Duration.ofHours(1));
      CompletableFuture<Upstream> second = openAfterAnAbandonedOne(upstreams, knocker);
      knocker.others.release(2);
      TestService.closeThrough(second);
      knocker.first.release();
      awaitEndOf("knock-1");
      assertInstanceOf(Upstream.Addresses.class, upstreams.acquire(3).get());
      assertEquals(List.of(1L, 2L), knocker.knocks);
    }
  }

  /** Clients that ask and leave cost nothing, and each attempt has a thread. */
  @Test
  void thereIsALimitForThoseThatDoNotEnd() throws Exception {
    DeafKnocker knocker = new DeafKnocker();
    try (ServerSocket server = Peers.server()) {
      KnockPerConnection upstreams = new KnockPerConnection(knock(server, knocker));
      for (long i = 2; i < 2 + LIMIT; i++) {
        int before = knocker.knocks.size();
        CompletableFuture<Upstream> left = upstreams.acquire(i);
        eventually("a knock", () -> knocker.knocks.size() > before);
        left.cancel(false);
      }
      ExecutionException e =
          assertThrows(ExecutionException.class, () -> upstreams.acquire(9999).get());
      assertInstanceOf(RejectedExecutionException.class, e.getCause());
      knocker.others.release(LIMIT + 1);
      eventually("room", () -> isServed(upstreams));
      // The limit is the process's: the next test must find none of them.
      for (long i = 2; i < 2 + LIMIT; i++) {
        awaitEndOf("knock-" + i);
      }
    }
  }

  private static boolean isServed(KnockPerConnection upstreams) throws Exception {
    try {
      TestService.closeThrough(upstreams.acquire(10_000));
      return true;
    } catch (ExecutionException e) {
      return false;
    }
  }

  private static CompletableFuture<Upstream> openAfterAnAbandonedOne(
      SharedKnock upstreams, DeafKnocker knocker) throws Exception {
    CompletableFuture<Upstream> abandoned = upstreams.acquire(1);
    eventually("a knock", () -> knocker.knocks.size() == 1);
    abandoned.cancel(false);
    CompletableFuture<Upstream> second = upstreams.acquire(2);
    eventually("a second knock", () -> knocker.knocks.size() == 2);
    return second;
  }

  private static void awaitEndOf(String thread) throws Exception {
    eventually(
        "the end of " + thread,
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(t -> t.getName().equals(thread)));
  }

  private static PortOpener knock(ServerSocket server, Knocker knocker) {
    Dialer dialer = new Dialer(Duration.ZERO, Duration.ofSeconds(10), 1);
    return new PortOpener(
        new TargetNames("127.0.0.1", server.getLocalPort(), KnockTarget.Family.IPV4),
        knocker,
        dialer,
        event -> {});
  }
}
