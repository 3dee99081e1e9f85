package io.github.fwknoptunnel.spa.transport;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.transport.HttpTextException.Reason;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTextTest {
  @ParameterizedTest
  @CsvSource({
    "proxy.example, proxy.example",
    "10.0.0.1:3128, 10.0.0.1:3128",
    "http://proxy.example:8080, proxy.example:8080",
    "HTTP://proxy.example:8080/, proxy.example:8080",
    "http://proxy.example/, proxy.example",
    "my_proxy:00080, my_proxy:80",
    "http://b\u00fccher.example:3128, xn--bcher-kva.example:3128",
  })
  void aProxyIsReadAndWrittenShort(String text, String canonical) throws Exception {
    HttpProxy proxy = HttpProxy.parse(text);
    assertEquals(canonical, proxy.toString());
    assertEquals(proxy, HttpProxy.parse(proxy.toString()));
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_A_PROXY",
    "http://, NOT_A_PROXY",
    "proxy:, NOT_A_PROXY",
    "proxy:http, NOT_A_PROXY",
    "ftp://proxy, NOT_A_PROXY",
    "proxy/path, NOT_A_PROXY",
    "a b, NOT_A_PROXY",
    "b\ufffdcher, NOT_A_PROXY",
    "\u202eproxy, NOT_A_PROXY",
    "[::1]:80, NOT_A_PROXY",
    "https://proxy:443, HTTPS_PROXY",
    "HTTPS://proxy, HTTPS_PROXY",
    "proxy:0, PORT_OUT_OF_RANGE",
    "proxy:65536, PORT_OUT_OF_RANGE",
    "proxy:99999999999, PORT_OUT_OF_RANGE",
  })
  void whatIsNoProxyIsRefusedWithTheReason(String text, Reason reason) {
    HttpTextException e = assertThrows(HttpTextException.class, () -> HttpProxy.parse(text));
    assertEquals(reason, e.reason());
    assertEquals(text, e.text());
  }

  @Test
  void theLoginOfAProxyIsNotRepeated() {
    HttpTextException e =
        assertThrows(
            HttpTextException.class, () -> HttpProxy.parse("http://joe:secret@proxy:3128"));
    assertEquals("…@proxy:3128", e.text());
    assertEquals(HttpTextException.Reason.PROXY_LOGIN, e.reason());
    assertFalse(e.toString().contains("secret"));
  }

  @Test
  void aProxyCannotBeMadeOfAnythingElse() {
    assertThrows(
        IllegalArgumentException.class, () -> new HttpProxy("a\r\nb", OptionalInt.empty()));
    assertThrows(IllegalArgumentException.class, () -> new HttpProxy("a", OptionalInt.of(0)));
  }

  @ParameterizedTest
  @CsvSource({
    "Fwknop/2.6.10, true",
    "Fwknop, true",
    "fwknop/2.6.10, false",
    "Mozilla/5.0 (Fwknop), false"
  })
  void aUserAgentKnowsWhetherAllServersTakeIt(String text, boolean taken) throws Exception {
    assertEquals(taken, UserAgent.parse(text).isAcceptedByAllServers());
    assertEquals(text, UserAgent.parse(text).toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " Fwknop", "Fwknop ", "Fwknop\r\nX: y", "Fwknöp"})
  void aUserAgentThatWouldChangeTheRequestIsRefused(String text) {
    HttpTextException e = assertThrows(HttpTextException.class, () -> UserAgent.parse(text));
    assertEquals(Reason.NOT_A_USER_AGENT, e.reason());
    assertThrows(IllegalArgumentException.class, () -> new UserAgent(text));
  }

  @Test
  void aUserAgentHasAtMost99Characters() throws Exception {
    assertEquals(99, UserAgent.parse("F".repeat(99)).text().length());
    assertThrows(HttpTextException.class, () -> UserAgent.parse("F".repeat(100)));
  }
}
