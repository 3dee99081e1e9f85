package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import io.github.fwknoptunnel.tunnel.testing.Broken;
import io.github.fwknoptunnel.tunnel.testing.SilentPort;
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
@Timeout(60)
class SharedGateTest {
  private static final Duration LONG = Duration.ofHours(1);

  @Test
  void fiftyArrivalsTogetherKnockOnce() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      List<CompletableFuture<Way>> ways =
          LongStream.rangeClosed(1, 50).mapToObj(gate::open).toList();
      door.knocker.release();
      List<Way> found = new ArrayList<>();
      for (CompletableFuture<Way> way : ways) {
        found.add(way.get());
      }
      assertEquals(1, door.knocker.knocks.size());
      assertInstanceOf(Way.Through.class, found.getFirst());
      Way connect = new Way.Connect(List.of(door.address()), Duration.ofSeconds(10), false);
      assertTrue(found.stream().skip(1).allMatch(connect::equals), found::toString);
      TestDoor.closeThrough(ways.getFirst());
    }
  }

  @Test
  void withinTheWindowNobodyKnocks() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      TestDoor.closeThrough(gate.open(1));
      Way.Connect second = assertInstanceOf(Way.Connect.class, gate.open(2).get());
      assertTrue(second.trusted());
      assertEquals(List.of(door.address()), second.addresses());
      assertEquals(1, door.knocker.knocks.size());
    }
  }

  @Test
  void afterTheWindowTheNextArrivalKnocks() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), Duration.ZERO);
      TestDoor.closeThrough(gate.open(1));
      TestDoor.closeThrough(gate.open(2));
      assertEquals(List.of(1L, 2L), askers(door));
    }
  }

  @Test
  void afterDistrustTheNextArrivalKnocks() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      TestDoor.closeThrough(gate.open(1));
      gate.distrust();
      TestDoor.closeThrough(gate.open(2));
      assertEquals(List.of(1L, 2L), askers(door));
    }
  }

  @Test
  void aTrustedDoorGetsThreeTimesItsLastConnectTimeAndNeverTooLittle() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      TestDoor.closeThrough(gate.open(1));
      gate.confirmed(Duration.ofMillis(2));
      assertEquals(Duration.ofMillis(300), patience(gate));
      gate.confirmed(Duration.ofMillis(200));
      assertEquals(Duration.ofMillis(600), patience(gate));
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aDoorThatOpenedSlowlyIsGivenTimeWhenItIsTrusted() throws Exception {
    try (SilentPort port = new SilentPort();
        TestDoor events = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(events.doorAt(port.address()), LONG);
      CompletableFuture<Way> first = gate.open(1);
      // Eleven have begun after 0.8 s; the kernel repeats the first of them after one second.
      eventually("probes", () -> TcpTable.connectingTo(port.address().getPort()) >= 11);
      port.open();
      Duration slow = ((Way.Through) first.get()).opened().connectTime();
      TestDoor.closeThrough(first);
      Duration threefold = slow.multipliedBy(3);
      Duration least = Duration.ofMillis(300);
      // A machine that stalls right here may make it quick after all.
      assertEquals(threefold.compareTo(least) > 0 ? threefold : least, patience(gate));
    }
  }

  private static Duration patience(SharedGate gate) throws Exception {
    return ((Way.Connect) gate.open(9).get()).patience();
  }

  @Test
  void whoLeavesDoesNotDisturbTheOthers() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      CompletableFuture<Way> first = gate.open(1);
      CompletableFuture<Way> second = gate.open(2);
      CompletableFuture<Way> third = gate.open(3);
      door.knocker.awaitKnocks(1);
      first.cancel(false);
      third.cancel(false);
      door.knocker.release();
      TestDoor.closeThrough(second);
      assertEquals(0, door.knocker.interrupted.get());
    }
  }

  @Test
  void whenAllHaveLeftTheKnockIsInterrupted() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      CompletableFuture<Way> first = gate.open(1);
      CompletableFuture<Way> second = gate.open(2);
      door.knocker.awaitKnocks(1);
      first.cancel(false);
      assertEquals(0, door.knocker.interrupted.get());
      second.cancel(false);
      eventually("an interrupt", () -> door.knocker.interrupted.get() == 1);
    }
  }

  @Test
  void whenAllLeaveAtTheLastMomentTheConnectionIsClosed() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      CompletableFuture<Way> only = gate.open(1);
      door.whenOpened = () -> only.cancel(false);
      door.knocker.release();
      try (Socket accepted = door.accept()) {
        assertEquals(-1, accepted.getInputStream().read());
      }
    }
  }

  @Test
  void aFailureReachesAllWhoWait() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      List<CompletableFuture<Way>> ways = List.of(gate.open(1), gate.open(2), gate.open(3));
      OpenFailure failure = new OpenFailure.CommandFailed("knock", 3);
      door.knocker.failure = failure;
      door.knocker.release();
      for (CompletableFuture<Way> way : ways) {
        OpenException seen = assertInstanceOf(OpenException.class, TestDoor.failure(way));
        assertEquals(failure, seen.failure());
      }
    }
  }

  @Test
  void afterAFailureTheNextArrivalKnocksAgain() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      door.knocker.failure = new OpenFailure.CommandFailed("knock", 3);
      TestDoor.failure(gate.open(1));
      door.knocker.failure = null;
      TestDoor.closeThrough(knockAnew(gate));
    }
  }

  @Test
  void aKnockerThatBreaksFailsItsOpeningAndNoOther() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      SharedGate gate = new SharedGate(door.door(), LONG);
      Broken defect = new Broken("a knocker, for a test");
      door.knocker.defect = defect;
      assertEquals(defect, TestDoor.failure(gate.open(1)));
      door.knocker.defect = null;
      TestDoor.closeThrough(knockAnew(gate));
    }
  }

  /** An arrival at the very moment of a failure may still share it; this one comes later. */
  private static CompletableFuture<Way> knockAnew(SharedGate gate) throws Exception {
    eventually(
        "the end of the opening",
        () ->
            Thread.getAllStackTraces().keySet().stream()
                .noneMatch(thread -> thread.getName().equals("opening-1")));
    return gate.open(2);
  }

  private static List<Long> askers(TestDoor door) {
    return door.knocker.knocks.stream().map(KnockTarget::connection).toList();
  }
}
