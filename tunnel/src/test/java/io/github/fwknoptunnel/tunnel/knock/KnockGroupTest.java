package io.github.fwknoptunnel.tunnel.knock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.fwknoptunnel.spa.testing.MovedClock;
import io.github.fwknoptunnel.spa.time.Age;
import io.github.fwknoptunnel.tunnel.testing.FakeKnocker;
import io.github.fwknoptunnel.tunnel.testing.Threads;
import java.net.InetAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When forwards of one SPA server share a packet. */
@Timeout(180)
class KnockGroupTest {
  private static final String SERVER = "gate.example.com";

  private final AtomicLong nanos = new AtomicLong();
  private final MovedClock wall = new MovedClock();
  private final Age.Clocks clocks = new Age.Clocks(wall, nanos::get);
  private final KnockGroup group = new KnockGroup(Duration.ofSeconds(20), clocks);
  private final FakeKnocker together = FakeKnocker.quick();
  private final FakeKnocker single = FakeKnocker.quick();
  private final Knocker ssh = group.member(SERVER, together, single);
  private final Knocker web = group.member(SERVER, together, single);

  @Test
  void forwardsThatOpenTogetherSendOnePacket() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    KnockResult second = web.knock(target(SERVER, 1, 443));
    assertInstanceOf(KnockResult.PacketShared.class, second);
    assertEquals(1, together.knocks.size());
    assertEquals(0, single.knocks.size());
  }

  @Test
  void forwardsThatKnockAtTheSameMomentSendOnePacket() throws Exception {
    try (Threads threads = new Threads()) {
      List<Future<KnockResult>> receipts = new ArrayList<>();
      for (int port = 1; port <= 8; port++) {
        KnockTarget target = target(SERVER, 1, port);
        receipts.add(threads.start(() -> group.member(SERVER, together, single).knock(target)));
      }
      for (Future<KnockResult> receipt : receipts) {
        receipt.get();
      }
      assertEquals(1, together.knocks.size());
    }
  }

  @Test
  void laterAForwardKnocksForItselfAndTheOthers() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    nanos.addAndGet(Duration.ofSeconds(2).toNanos());
    web.knock(target(SERVER, 1, 443));
    assertEquals(2, together.knocks.size());
  }

  /** The monotonic clock stands still meanwhile. */
  @Test
  void afterASuspendAForwardKnocksForItselfAndTheOthers() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    wall.advance(Duration.ofHours(1));
    web.knock(target(SERVER, 1, 443));
    assertEquals(2, together.knocks.size());
  }

  @Test
  void anotherAddressOfTheServerGetsAPacketOfItsOwn() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.knock(target(SERVER, 2, 22));
    assertEquals(2, together.knocks.size());
  }

  @Test
  void targetsBehindAnotherServerShareItsPacket() throws Exception {
    Knocker first = group.member("192.0.2.9", together, single);
    Knocker second = group.member("192.0.2.9", together, single);
    first.knock(target("a.example.com", 1, 22));
    second.knock(target("b.example.com", 2, 443));
    assertEquals(1, together.knocks.size());
  }

  @ParameterizedTest
  @CsvSource({
    "GATE.Example.com, gate.example.com",
    "gate.example.com., gate.example.com",
    "192.0.2.1, gate.example.com",
    "alias.example.com, alias.example.com"
  })
  void aServerOfSeveralNamesGetsOnePacket(String server, String host) throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    group.member(server, together, single).knock(target(host, 1, 443));
    assertEquals(1, together.knocks.size());
  }

  @Test
  void theGroupForgetsServersThatItNeedNotRemember() throws Exception {
    for (int last = 1; last <= 100; last++) {
      String server = "192.0.2." + last;
      group.member(server, together, single).knock(target(server, last, 22));
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }
    assertEquals(2, group.remembered());
  }

  @Test
  void aPortThatStaysClosedIsAskedForAlone() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.retry(target(SERVER, 1, 22));
    assertEquals(1, single.knocks.size());
  }

  @Test
  void aServerThatRefusesPacketsForAllIsAskedForEachPortAlone() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.retry(target(SERVER, 1, 22));
    ssh.opened(2);
    ssh.knock(target(SERVER, 1, 22));
    web.knock(target(SERVER, 1, 443));
    assertEquals(1, together.knocks.size());
    assertEquals(3, single.knocks.size());
  }

  /** Such as fwknop-go, and commands that get the first port only. */
  @Test
  void aServerThatOpensTheFirstPortOfAPacketIsAskedForTheOthersAlone() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.opened(1);
    web.knock(target(SERVER, 1, 443));
    web.retry(target(SERVER, 1, 443));
    web.opened(2);
    web.knock(target(SERVER, 1, 443));
    assertEquals(1, together.knocks.size());
    assertEquals(2, single.knocks.size());
  }

  /** One lost packet must not turn the sharing off. */
  @Test
  void aServerThatHasOpenedForAPacketForAllIsAskedSoAgain() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.opened(1);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    ssh.knock(target(SERVER, 1, 22));
    ssh.opened(2);
    nanos.addAndGet(Duration.ofMinutes(1).toNanos());
    web.knock(target(SERVER, 1, 443));
    assertEquals(3, together.knocks.size());
  }

  @Test
  void afterAFailureTheNextForwardSendsAPacket() throws Exception {
    ssh.knock(target(SERVER, 1, 22));
    ssh.failed();
    web.knock(target(SERVER, 1, 443));
    assertEquals(2, together.knocks.size());
  }

  @Test
  void aPacketIsNotSharedForLongerThanThePortStaysOpen() throws Exception {
    KnockGroup brief = new KnockGroup(Duration.ofMillis(500), clocks);
    Knocker one = brief.member(SERVER, together, single);
    one.knock(target(SERVER, 1, 22));
    nanos.addAndGet(Duration.ofMillis(500).toNanos());
    one.knock(target(SERVER, 1, 22));
    assertEquals(2, together.knocks.size());
  }

  private static KnockTarget target(String host, int last, int port) throws Exception {
    InetAddress address = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, (byte) last});
    return new KnockTarget(host, address, port, port);
  }
}
