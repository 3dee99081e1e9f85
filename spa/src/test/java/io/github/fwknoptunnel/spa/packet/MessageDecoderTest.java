package io.github.fwknoptunnel.spa.packet;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.SpaFields;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The fields that a server reads, at the very lengths where it stops. Messages are {@code m}. */
class MessageDecoderTest {
  private static final String RANDOM = "1234567890123456";

  @Test
  void everyFieldIsReadInItsPlace() {
    // b64 of u, m, nat and auth.
    SpaFields fields = decode(RANDOM + ":dQ:1700000000:3.0.0:4:bQ:bmF0:YXV0aA:60").orElseThrow();
    SpaFields expected =
        new SpaFields(
            RANDOM,
            "u",
            1_700_000_000,
            "3.0.0",
            MessageType.CLIENT_TIMEOUT_NAT_ACCESS,
            "m",
            Optional.of("nat"),
            Optional.of("auth"),
            Optional.of(Duration.ofSeconds(60)));
    assertEquals(expected, fields);
  }

  @ParameterizedTest(name = "type and fields after the message: {0}")
  @CsvSource({
    "0|, true",
    "0|:YQ, true",
    "0|:YQ:YQ, false",
    "1|, true",
    "1|:YQ, true",
    "1|:YQ:YQ, false",
    "2|, false",
    "2|:YQ, true",
    "2|:YQ:YQ, true",
    "2|:YQ:YQ:YQ, false",
    "3|, false",
    "3|:YQ, false",
    "3|:9, true",
    "3|:0, true",
    "3|:YQ:9, true",
    "3|:9:YQ, false",
    "3|:YQ:YQ:9, false",
    "4|:9, false",
    "4|:YQ, false",
    "4|:YQ:9, true",
    "4|:YQ:YQ:9, true",
    "4|:YQ:YQ:YQ:9, false",
    "5|:YQ, true",
    "6|:YQ:9, true",
    "7|, false",
    "1|:, false",
  })
  void eachTypeHasItsOwnFields(String typeAndRest, boolean taken) {
    String[] parts = typeAndRest.split("\\|", -1);
    assertTaken(taken, RANDOM + ":dQ:1:3.0.0:" + parts[0] + ":bQ" + parts[1]);
  }

  @ParameterizedTest
  @CsvSource({"0, true", "1, true", "65536, true", "65537, false", "99999, false", "-1, false"})
  void timeoutsEndAt65536Seconds(String timeout, boolean taken) {
    assertTaken(taken, RANDOM + ":dQ:1:3.0.0:3:bQ:" + timeout);
  }

  @Test
  void aTimeoutIsReadInSecondsAndItsZerosAreNoMatter() {
    String text = RANDOM + ":dQ:1:3.0.0:3:bQ:00060";
    Optional<Duration> timeout = decode(text).orElseThrow().clientTimeout();
    assertEquals(Optional.of(Duration.ofMinutes(1)), timeout);
    assertTaken(false, RANDOM + ":dQ:1:3.0.0:3:bQ:000060");
  }

  @ParameterizedTest(name = "random {0}, user {1}, time {2}, version {3}, message {4} characters")
  @CsvSource({
    "16,  4,  1, 1,   4, true",
    "15,  4,  1, 1,   4, false",
    "17,  4,  1, 1,   4, false",
    "16, 64,  1, 1,   4, true",
    "16, 66,  1, 1,   4, false",
    "16,  0,  1, 1,   4, false",
    "16,  4, 12, 1,   4, true",
    "16,  4, 13, 1,   4, false",
    "16,  4,  0, 1,   4, false",
    "16,  4,  1, 8,   4, true",
    "16,  4,  1, 9,   4, false",
    "16,  4,  1, 0,   4, false",
    "16,  4,  1, 1, 256, true",
    "16,  4,  1, 1, 258, false",
    "16,  4,  1, 1,   0, false",
  })
  void eachFieldHasItsLength(
      int random, int user, int time, int version, int message, boolean taken) {
    String text =
        String.join(
            ":",
            "1".repeat(random),
            "A".repeat(user),
            "2".repeat(time),
            "3".repeat(version),
            "1",
            "A".repeat(message));
    assertTaken(taken, text);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":::::",
        "123456789012345x:dQ:1:3.0.0:1:bQ",
        "1234567890123456:dQ:x:3.0.0:1:bQ",
        "1234567890123456:d:1:3.0.0:1:bQ",
        "1234567890123456:dQ:1:3.0.0:1:b",
        "1234567890123456:dQ:1:3.0.0:1:bQ=",
        "1234567890123456:dQ:1:3.0.0:1:bQ:*",
        "1234567890123456:dQ:1:3.0.0:2:b*Q:YQ",
        "1234567890123456:dQ:1:3.0.0:2:bQ:Y",
        "1234567890123456:dQ:1:3.0.0:11:bQ",
        "1234567890123456:dQ:1:3.0.0:1:bQ:YQ:",
        " 1234567890123456:dQ:1:3.0.0:1:bQ",
      })
  void whatServersDoNotReadIsNotRead(String text) {
    assertTaken(false, text);
  }

  private static void assertTaken(boolean taken, String text) {
    Optional<SpaFields> fields = decode(text);
    assertEquals(taken, fields.isPresent(), text);
  }

  private static Optional<SpaFields> decode(String text) {
    return MessageDecoder.decode(text);
  }
}
