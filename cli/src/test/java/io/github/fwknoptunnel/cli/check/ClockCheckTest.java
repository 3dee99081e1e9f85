package io.github.fwknoptunnel.cli.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class ClockCheckTest {
  private static final long TO_UNIX = 2_208_988_800L;

  /** An hour off is never mistaken for a slow machine. */
  private static final Duration HOUR = Duration.ofHours(1);

  private record Told(Duration ahead) implements ClockSource {
    @Override
    public String toString() {
      return "the church";
    }
  }

  private record Silent() implements ClockSource {
    @Override
    public Duration ahead() throws IOException {
      throw new IOException("no answer");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, OK, 0 s ahead of the clock of the church",
    "59, 0, OK, 59 s behind the clock of the church",
    "-60, 0, OK, 60 s ahead of the clock of the church",
    "61, 0, FAIL, 61 s behind the clock of the church",
    "-312, 0, FAIL, 312 s ahead of the clock of the church",
    "300, 300, OK, 0 s ahead of the clock of the church",
    "0, -300, FAIL, 300 s behind the clock of the church"
  })
  void whatCountsIsTheTimeInThePacket(long theirs, long offset, Severity mark, String words)
      throws Exception {
    Told source = new Told(Duration.ofSeconds(theirs));
    Finding finding = new ClockCheck(List.of(source), Duration.ofSeconds(offset)).run();
    assertEquals("packet timestamps are " + words, finding.text());
    assertEquals(mark, finding.severity());
  }

  @Test
  void theFirstSourceThatAnswersCounts() throws Exception {
    List<ClockSource> sources = List.of(new Silent(), new Told(Duration.ZERO), new Told(HOUR));
    assertEquals(Severity.OK, new ClockCheck(sources, Duration.ZERO).run().severity());
  }

  @Test
  void silenceIsNoFault() throws Exception {
    assertEquals(
        Severity.INFO,
        new ClockCheck(List.of(new Silent()), Duration.ofSeconds(60)).run().severity());
  }

  @Test
  void anOffsetThatNothingSpeaksForIsSuspicious() throws Exception {
    Finding finding = new ClockCheck(List.of(new Silent()), Duration.ofSeconds(-61)).run();
    assertEquals(Severity.FAIL, finding.severity());
  }

  @Test
  void theDateOfAnAnswerTellsTheTimeWhateverItsStatus() throws Exception {
    Instant date = Instant.now().plus(HOUR);
    String text = DateTimeFormatter.RFC_1123_DATE_TIME.format(date.atZone(ZoneOffset.UTC));
    assertAnHour(http("HTTP/1.1 404 Not Found\r\nDate: " + text + "\r\nContent-Length: 0\r\n\r\n"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nDate: yesterday\r\nContent-Length: 0\r\n\r\n",
        "SSH-2.0-OpenSSH_9.2\r\n",
        ""
      })
  void anythingElseIsNoAnswer(String answer) {
    assertThrows(IOException.class, () -> http(answer));
  }

  private static Duration http(String answer) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> serve(server, answer));
      return new HttpClock(URI.create("http://127.0.0.1:" + server.getLocalPort() + "/")).ahead();
    }
  }

  private static void serve(ServerSocket server, String answer) {
    while (!server.isClosed()) {
      try (Socket client = server.accept()) {
        var _ = client.getInputStream().read(new byte[4096]);
        client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
      } catch (IOException e) {
        // The test is over.
      }
    }
  }

  @Test
  void aTimeServerTellsTheTime() throws Exception {
    assertAnHour(ntp(answer -> answer));
  }

  @Test
  void anAnswerToAnotherQuestionIsRefused() {
    assertThrows(IOException.class, () -> ntp(answer -> answer.putLong(24, 1)));
  }

  @Test
  void aQuestionIsNoAnswer() {
    assertThrows(IOException.class, () -> ntp(answer -> answer.put(0, (byte) 0x23)));
  }

  @Test
  void aServerThatDoesNotKnowTheTimeItselfIsRefused() {
    assertThrows(IOException.class, () -> ntp(answer -> answer.put(1, (byte) 0)));
  }

  @Test
  void secondsBeginAgainIn2036() throws Exception {
    Duration ahead = ntp(answer -> answer.putInt(32, 0).putInt(40, 0));
    Duration expected = Duration.between(Instant.now(), Instant.parse("2036-02-07T06:28:16Z"));
    assertTrue(expected.minus(ahead).abs().compareTo(HOUR) < 0, ahead::toString);
  }

  private static Duration ntp(UnaryOperator<ByteBuffer> change) throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      Thread.ofPlatform().daemon().start(() -> answerOnce(server, change));
      return new NtpClock("127.0.0.1", server.getLocalPort()).ahead();
    }
  }

  private static void answerOnce(DatagramSocket server, UnaryOperator<ByteBuffer> change) {
    try {
      DatagramPacket packet = new DatagramPacket(new byte[48], 48);
      server.receive(packet);
      ByteBuffer question = ByteBuffer.wrap(packet.getData());
      int seconds = (int) (Instant.now().plus(HOUR).getEpochSecond() + TO_UNIX);
      ByteBuffer answer = ByteBuffer.allocate(48).put(0, (byte) 0x24).put(1, (byte) 2);
      answer.putLong(24, question.getLong(40)).putInt(32, seconds).putInt(40, seconds);
      byte[] bytes = change.apply(answer).array();
      server.send(new DatagramPacket(bytes, bytes.length, packet.getSocketAddress()));
    } catch (IOException e) {
      // The test is over.
    }
  }

  private static void assertAnHour(Duration ahead) {
    assertTrue(ahead.minus(HOUR).abs().compareTo(Duration.ofMinutes(5)) < 0, ahead::toString);
  }
}
