package io.github.fwknoptunnel.tunnel.knock;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.dial.OpenFailure;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class EachGateTest {
  @Test
  void everyArrivalKnocksForItself() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      EachGate gate = new EachGate(door.door());
      CompletableFuture<Way> first = gate.open(1);
      CompletableFuture<Way> second = gate.open(2);
      door.knocker.awaitKnocks(2);
      door.knocker.release();
      door.knocker.release();
      TestDoor.closeThrough(first);
      TestDoor.closeThrough(second);
      assertEquals(2, door.knocker.knocks.size());
    }
  }

  @Test
  void whoLeavesInterruptsOnlyItsOwnKnock() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.held())) {
      EachGate gate = new EachGate(door.door());
      CompletableFuture<Way> first = gate.open(1);
      CompletableFuture<Way> second = gate.open(2);
      door.knocker.awaitKnocks(2);
      first.cancel(false);
      eventually("an interrupt", () -> door.knocker.interrupted.get() == 1);
      door.knocker.release();
      TestDoor.closeThrough(second);
    }
  }

  @Test
  void aKnockThatFailsBeforeAnybodyLooksIsAFailureLikeAnyOther() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      door.knocker.failure = new OpenFailure.CommandNotStarted("knock", "no such file");
      EachGate gate = new EachGate(door.door());
      for (int i = 0; i < 500; i++) {
        CompletableFuture<Way> way = gate.open(i);
        assertInstanceOf(OpenException.class, TestDoor.failure(way));
      }
    }
  }

  @Test
  void whatAKnockIsToldIsWhatIsDialled() throws Exception {
    try (TestDoor door = new TestDoor(FakeKnocker.quick())) {
      CompletableFuture<Way> way = new EachGate(door.door()).open(7);
      Way.Through through = assertInstanceOf(Way.Through.class, way.get());
      KnockTarget target = door.knocker.knocks.getFirst();
      assertEquals("127.0.0.1", target.host());
      assertEquals(7, target.connection());
      assertEquals(through.opened().target(), target.socketAddress());
      assertEquals(List.of(door.address()), List.of(target.socketAddress()));
      TestDoor.closeThrough(way);
    }
  }
}
