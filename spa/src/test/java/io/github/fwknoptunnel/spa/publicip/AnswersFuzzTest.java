package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.github.fwknoptunnel.spa.message.AllowIp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a stranger sends: an address that may be used, or a failure, and no exception. */
class AnswersFuzzTest {
  private static final DnsQuestion QUESTION = new DnsQuestion(0x3132, NameServer.NAME);

  @MethodSource("pages")
  @FuzzTest
  void aWebPageIsAnAddressOrAFailure(byte[] page) {
    String body = new String(page, StandardCharsets.ISO_8859_1);
    assertUsable(new HttpIpResponse(200, body).judge("web", AcceptedRange.PUBLIC));
  }

  @MethodSource("datagrams")
  @FuzzTest
  void aDatagramIsAnAddressOrAFailure(byte[] datagram) {
    DnsReply.parse(datagram, QUESTION)
        .ifPresent(reply -> assertUsable(reply.judge("dns", AcceptedRange.PUBLIC)));
  }

  /** What comes after the right header and question: where garbage is looked at most. */
  @MethodSource("datagrams")
  @FuzzTest
  void recordsAreAnAddressOrAFailure(byte[] records) {
    byte[] start = Datagram.answering(QUESTION.toBytes(), 0x8180, 3).bytes();
    byte[] datagram = Arrays.copyOf(start, start.length + records.length);
    System.arraycopy(records, 0, datagram, start.length, records.length);
    aDatagramIsAnAddressOrAFailure(datagram);
  }

  static Stream<byte[]> pages() {
    return Stream.of(
            "203.0.113.7\n", "{\"ip\":\"203.0.113.7\"}", "", "\n", "1.2.3.4.5", "999.1.1.1")
        .map(page -> page.getBytes(StandardCharsets.ISO_8859_1));
  }

  static Stream<byte[]> datagrams() {
    byte[] asked = QUESTION.toBytes();
    return Stream.of(
        new byte[0],
        asked,
        Datagram.good(asked, "203.0.113.7"),
        Datagram.answering(asked, 0x8183, 0).bytes(),
        Datagram.answering(asked, 0x8180, 0xffff).record("c00c", 5, new byte[4]).bytes());
  }

  private static void assertUsable(ResolveAttempt attempt) {
    if (attempt instanceof ResolveAttempt.Answered(String resolver, AllowIp address)) {
      assertTrue(AcceptedRange.PUBLIC.admits(address), resolver);
    }
  }
}
