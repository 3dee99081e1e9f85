package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class DnsReplyTest {
  private static final DnsQuestion QUESTION = new DnsQuestion(0xbeef, NameServer.NAME);
  private static final byte[] ASKED = QUESTION.toBytes();
  private static final Optional<DnsReply> ME = Optional.of(new DnsReply(0, false, "203.0.113.7"));

  @Test
  void theQuestionIsTheOneOfTheStandard() {
    assertEquals(
        "beef01000001000000000000" + "046d796970076f70656e646e7303636f6d00" + "00010001",
        HexFormat.of().formatHex(ASKED));
  }

  @Test
  void idsUseAllSixteenBitsSeed1() {
    Random random = new Random(1);
    int seen =
        IntStream.range(0, 1000)
            .map(i -> DnsQuestion.random(NameServer.NAME, random).id())
            .peek(id -> assertTrue(id >= 0 && id <= 0xffff))
            .reduce(0, (a, b) -> a | b);
    assertEquals(0xffff, seen);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "a..b", "a.", ".a", "a b", "ä"})
  void whatIsNoNameIsNotAsked(String name) {
    assertThrows(IllegalArgumentException.class, () -> new DnsQuestion(1, name));
  }

  @Test
  void labelsHave63CharactersAndNames253AtMost() {
    String label = "x".repeat(63);
    String name = String.join(".", label, label, label, "x".repeat(61));
    assertEquals(12 + 255 + 4, new DnsQuestion(1, name).toBytes().length);
    assertThrows(IllegalArgumentException.class, () -> new DnsQuestion(1, name + "x"));
    assertThrows(IllegalArgumentException.class, () -> new DnsQuestion(1, label + "x"));
  }

  @Test
  void theAddressIsReadWithItsNameCompressedOrNot() {
    assertEquals(ME, parse(Datagram.good(ASKED, "203.0.113.7")));
    byte[] spelledOut =
        Datagram.answering(ASKED, 0x8580, 1)
            .record("046d796970076f70656e646e7303636f6d00", 1, Datagram.address("203.0.113.7"))
            .bytes();
    assertEquals(ME, parse(spelledOut));
    byte[] partly =
        Datagram.answering(ASKED, 0x8580, 1)
            .record("046d796970c011", 1, Datagram.address("203.0.113.7"))
            .bytes();
    assertEquals(ME, parse(partly));
  }

  @Test
  void recordsOfOtherTypesAreSkipped() {
    byte[] mixed =
        Datagram.answering(ASKED, 0x8180, 4)
            .record("c00c", 5, HexFormat.of().parseHex("0161c011"))
            .record("c00c", 28, new byte[16])
            .record("c00c", 1, new byte[3])
            .record("c00c", 1, Datagram.address("203.0.113.7"))
            .bytes();
    assertEquals(ME, parse(mixed));
  }

  @Test
  void anAnswerWithoutAnAddressHasNone() {
    Optional<DnsReply> empty = Optional.of(new DnsReply(0, false, ""));
    assertEquals(empty, parse(Datagram.answering(ASKED, 0x8180, 0).bytes()));
    assertEquals(
        empty,
        parse(Datagram.answering(ASKED, 0x8180, 1).record("c00c", 28, new byte[16]).bytes()));
  }

  @Test
  void errorsAndCutAnswersAreKnownByTheirFlags() {
    assertEquals(
        Optional.of(new DnsReply(3, false, "")),
        parse(Datagram.answering(ASKED, 0x8183, 0).bytes()));
    assertEquals(
        Optional.of(new DnsReply(0, true, "")),
        parse(Datagram.answering(ASKED, 0x8380, 1).bytes()));
  }

  @Test
  void anAnswerToAnotherQuestionIsNone() {
    byte[] otherId = new DnsQuestion(0xbeee, NameServer.NAME).toBytes();
    byte[] otherName = new DnsQuestion(0xbeef, "myip.opendns.org").toBytes();
    byte[] otherType = ASKED.clone();
    otherType[otherType.length - 3] = 28;
    assertNone(
        Stream.of(otherId, otherName, otherType).map(asked -> Datagram.good(asked, "203.0.113.7")));
  }

  @Test
  void aQuestionOrAnotherOperationIsNoAnswer() {
    assertNone(
        Stream.of(
            ASKED,
            Datagram.answering(ASKED, 0x0180, 1).bytes(),
            Datagram.answering(ASKED, 0xa180, 0).bytes()));
  }

  @Test
  void anAnswerCutAnywhereIsNone() {
    byte[] whole = Datagram.good(ASKED, "203.0.113.7");
    assertNone(IntStream.range(0, whole.length).mapToObj(i -> Arrays.copyOf(whole, i)));
  }

  @Test
  void aRecordThatClaimsMoreThanThereIsMakesTheAnswerNone() {
    byte[] long255 = Datagram.answering(ASKED, 0x8180, 1).record("c00c", 16, new byte[9]).bytes();
    long255[ASKED.length + 11] = (byte) 255;
    byte[] manyRecords = Datagram.answering(ASKED, 0x8180, 0xffff).bytes();
    assertNone(Stream.of(long255, manyRecords));
  }

  @Test
  void aNameThatPointsAtItselfEndsTheSameAsAnyOther() {
    byte[] circle =
        Datagram.answering(ASKED, 0x8180, 1)
            .record("c022", 1, Datagram.address("203.0.113.7"))
            .bytes();
    assertEquals(ME, parse(circle));
  }

  @Test
  void randomBytesAreNoAnswerSeed1() {
    Random random = new Random(1);
    assertNone(
        Stream.generate(() -> new byte[random.nextInt(513)]).limit(20_000).peek(random::nextBytes));
  }

  @Test
  void changedBytesNeverThrowSeed2() {
    Random random = new Random(2);
    byte[] good = Datagram.good(ASKED, "203.0.113.7");
    for (int i = 0; i < 20_000; i++) {
      byte[] changed = good.clone();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      changed[random.nextInt(changed.length)] = (byte) random.nextInt();
      parse(changed).ifPresent(reply -> reply.judge("x", AcceptedRange.PUBLIC));
    }
    assertArrayEquals(Datagram.good(ASKED, "203.0.113.7"), good);
  }

  private static void assertNone(Stream<byte[]> datagrams) {
    datagrams.forEach(datagram ->
        assertEquals(Optional.empty(), parse(datagram), () -> HexFormat.of().formatHex(datagram)));
  }

  private static Optional<DnsReply> parse(byte[] datagram) {
    return DnsReply.parse(datagram, QUESTION);
  }
}
