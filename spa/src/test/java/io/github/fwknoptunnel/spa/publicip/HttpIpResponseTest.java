package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpIpResponseTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "203.0.113.7",
        "203.0.113.7\n",
        "203.0.113.7\r\n",
        " \t203.0.113.7 \t\n",
        "203.0.113.7\nsecond line\n10.0.0.1\n"
      })
  void theFirstLineWithoutBlanksIsTheAddress(String body) {
    assertEquals(new ResolveAttempt.Answered("service", new AllowIp("203.0.113.7")), judged(body));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "<html><body>203.0.113.7</body></html>",
        "{\"ip\":\"203.0.113.7\"}",
        "2001:db8::7",
        "::ffff:203.0.113.7",
        "203.0.113.7, 10.0.0.1",
        "203.0.113.7 is yours",
        "203.0.113",
        "203.0.113.7.",
        "203.0.113.256",
        "203.0.113.07",
        "0203.0.113.7",
        "3405803783",
        "0xcb.0.113.7",
        "٢٠٣.0.113.7",
        "not yet\n203.0.113.7"
      })
  void whatIsNoAddressInItselfIsRefused(String body) {
    failed(Reason.NOT_AN_IPV4_ADDRESS, body);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "   ", "\n203.0.113.7\n", "\r\n\r\n"})
  void anEmptyFirstLineIsRefused(String body) {
    failed(Reason.EMPTY, body);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0.0.0.0", "0.1.2.3", "10.0.0.0", "10.255.255.255", "100.64.0.1", "100.127.255.255",
        "127.0.0.1", "169.254.1.1", "172.16.0.1", "172.31.255.255", "192.0.0.8", "192.168.0.1",
        "198.18.0.1", "198.19.255.255", "224.0.0.1", "240.0.0.1", "255.255.255.255"
      })
  void whatNobodyHasOnTheInternetIsRefused(String body) {
    assertEquals(body, failed(Reason.NOT_PUBLIC, body).response());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "191.255.255.255",
        "192.0.1.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255"
      })
  void theNeighboursOfThoseBlocksArePublic(String body) {
    assertInstanceOf(ResolveAttempt.Answered.class, judged(body));
  }

  @ParameterizedTest
  @CsvSource({
    "10.0.0.1, true",
    "127.0.0.1, true",
    "192.168.1.1, true",
    "0.0.0.0, false",
    "0.255.255.255, false",
    "224.0.0.1, false",
    "255.255.255.255, false",
    "2001:db8::7, false"
  })
  void anyScopeStillRefusesWhatIsNobodysAddress(String address, boolean admitted) {
    assertEquals(admitted, AcceptedRange.ANY.admits(new AllowIp(address)));
  }

  @Test
  void whatAStrangerSaidIsShortAndPrintable() {
    ResolveAttempt.Failed failed =
        failed(Reason.NOT_AN_IPV4_ADDRESS, "\u001b[2Jö" + "x".repeat(100) + "\n");
    assertTrue(failed.response().startsWith("?[2J?xxx"), failed.response());
    assertEquals(64, failed.response().length());
  }

  private static ResolveAttempt.Failed failed(Reason reason, String body) {
    ResolveAttempt.Failed failed = assertInstanceOf(ResolveAttempt.Failed.class, judged(body));
    assertEquals(reason, failed.reason());
    assertEquals("service", failed.resolver());
    return failed;
  }

  private static ResolveAttempt judged(String body) {
    return new HttpIpResponse(200, body).evaluate("service", AcceptedRange.PUBLIC);
  }
}
