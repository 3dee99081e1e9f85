package io.github.fwknoptunnel.spa.publicip;

import static io.github.fwknoptunnel.spa.publicip.Failures.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DnsResolverTest {
  private static final AllowIp ME = new AllowIp("203.0.113.7");
  private static final Duration SOON = Duration.ofMillis(100);
  private static final Duration LATE = Duration.ofSeconds(20);

  @Test
  void theAddressInTheAnswerIsTheAskersOwn() throws Exception {
    try (NameServer server = new NameServer(asked -> List.of(good(asked)))) {
      assertEquals(ME, asking(server, LATE).resolve());
    }
  }

  @Test
  void forgeriesBeforeTheAnswerAreIgnoredSeed3() throws Exception {
    byte[] garbage = new byte[100];
    new Random(3).nextBytes(garbage);
    try (NameServer server =
        new NameServer(asked -> List.of(garbage, wrongId(asked), new byte[0], good(asked)))) {
      assertEquals(ME, asking(server, LATE).resolve());
    }
  }

  @Test
  void forgeriesAloneEndInTime() throws Exception {
    try (NameServer server = new NameServer(asked -> List.of(wrongId(asked)))) {
      failure(Reason.TIMED_OUT, asking(server, SOON));
    }
  }

  @Test
  void silenceEndsInTime() throws Exception {
    try (NameServer server = new NameServer(asked -> List.of())) {
      failure(Reason.TIMED_OUT, asking(server, SOON));
    }
  }

  @Test
  void aNameThatTheServerDoesNotKnowIsABadStatus() throws Exception {
    try (NameServer server = answering(0x8183)) {
      assertEquals("3", failure(Reason.BAD_STATUS, asking(server, LATE)).said());
    }
  }

  @Test
  void anAnswerThatWasCutIsTooLong() throws Exception {
    try (NameServer server = answering(0x8380)) {
      failure(Reason.TOO_LONG, asking(server, LATE));
    }
  }

  @Test
  void anAnswerWithoutAddressesIsEmpty() throws Exception {
    try (NameServer server = answering(0x8180)) {
      failure(Reason.EMPTY, asking(server, LATE));
    }
  }

  @Test
  void aPrivateAddressIsNotBelieved() throws Exception {
    try (NameServer server =
        new NameServer(asked -> List.of(Datagram.good(asked, "192.168.1.1")))) {
      assertEquals("192.168.1.1", failure(Reason.NOT_PUBLIC, asking(server, LATE)).said());
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws Exception {
    InetSocketAddress free;
    try (DatagramSocket port = new DatagramSocket(0, InetAddress.getByName("127.0.0.1"))) {
      free = (InetSocketAddress) port.getLocalSocketAddress();
    }
    DnsResolver closed = new DnsResolver(free, NameServer.NAME, AcceptedRange.PUBLIC, LATE);
    failure(Reason.UNREACHABLE, closed);
  }

  @Test
  void eachQuestionHasAnIdOfItsOwn() throws Exception {
    BlockingQueue<byte[]> questions = new LinkedBlockingQueue<>();
    try (NameServer server =
        new NameServer(asked -> {
          questions.add(asked);
          return List.of(good(asked));
        })) {
      for (int i = 0; i < 3; i++) {
        asking(server, LATE).resolve();
      }
    }
    int first = id(questions.take());
    assertTrue(first != id(questions.take()) || first != id(questions.take()));
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (NameServer server = new NameServer(asked -> List.of())) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> asking(server, LATE).resolve());
    }
  }

  @Test
  void publicServersAreGivenByAddressSoThatNothingIsLookedUp() {
    assertEquals("myip.opendns.com@208.67.222.222", DnsResolver.PUBLIC.get(0).toString());
    assertNotEquals(DnsResolver.PUBLIC.get(0), DnsResolver.PUBLIC.get(1));
    InetSocketAddress byName = InetSocketAddress.createUnresolved("dns.example", 53);
    assertThrows(
        IllegalArgumentException.class,
        () -> new DnsResolver(byName, NameServer.NAME, AcceptedRange.PUBLIC, LATE));
  }

  private static DnsResolver asking(NameServer server, Duration limit) {
    return new DnsResolver(server.address(), NameServer.NAME, AcceptedRange.PUBLIC, limit);
  }

  private static NameServer answering(int flags) throws Exception {
    return new NameServer(asked -> List.of(Datagram.answering(asked, flags, 0).bytes()));
  }

  private static byte[] good(byte[] asked) {
    return Datagram.good(asked, "203.0.113.7");
  }

  private static byte[] wrongId(byte[] asked) {
    byte[] wrong = Datagram.good(asked, "198.51.100.66");
    ByteBuffer.wrap(wrong).putShort(0, (short) (id(asked) + 1));
    return wrong;
  }

  private static int id(byte[] datagram) {
    return ByteBuffer.wrap(datagram).getShort();
  }
}
