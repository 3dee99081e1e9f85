package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP CONNECT, in one piece and byte by byte. */
class HttpConnectParserTest {
  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /** In pieces of any size it is the same. */
  private static Fed fed(String text) {
    Fed whole = Fed.whole(new HttpConnectParser(), bytes(text));
    for (int size : new int[] {1, 2, 7, 100}) {
      Fed pieces = Fed.inPieces(new HttpConnectParser(), bytes(text), size);
      assertEquals(whole.outcome(), pieces.outcome());
    }
    return whole;
  }

  private static String outcome(String line) {
    return fed(line + "\r\nHost: example.com:443\r\n\r\n").outcome();
  }

  @Test
  void aTargetHasAHostAndAPort() {
    assertEquals("example.com:443", outcome("CONNECT example.com:443 HTTP/1.1"));
    assertEquals("example.com:443", outcome("CONNECT EXAMPLE.com.:443 HTTP/1.0"));
    assertEquals("192.0.2.1:22", outcome("CONNECT 192.0.2.1:22 HTTP/1.1"));
    assertEquals("[2001:db8:0:0:0:0:0:1]:22", outcome("CONNECT [2001:db8::1]:22 HTTP/1.1"));
    assertEquals("192.0.2.1:22", outcome("CONNECT [::ffff:192.0.2.1]:22 HTTP/1.1"));
  }

  @Test
  void linesMayEndWithoutACarriageReturn() {
    assertEquals("example.com:22", fed("CONNECT example.com:22 HTTP/1.1\n\n").outcome());
  }

  @Test
  void whatFollowsTheHeaderIsLeft() {
    Fed fed = Fed.whole(new HttpConnectParser(), bytes("CONNECT a:1 HTTP/1.1\r\n\r\nSSH-2.0"));
    assertEquals(7, fed.left());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "GET / HTTP/1.1",
        "GET http://example.com/ HTTP/1.1",
        "POST /x HTTP/1.1",
        "OPTIONS * HTTP/1.1"
      })
  void otherMethodsAreNotSupported(String line) {
    assertEquals("unsupported_command", fed(line + "\r\n").outcome());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CONNECT example.com HTTP/1.1",
        "CONNECT example.com: HTTP/1.1",
        "CONNECT example.com:0 HTTP/1.1",
        "CONNECT example.com:65536 HTTP/1.1",
        "CONNECT example.com:99999 HTTP/1.1",
        "CONNECT :443 HTTP/1.1",
        "CONNECT http://example.com:443 HTTP/1.1",
        "CONNECT user@example.com:443 HTTP/1.1",
        "CONNECT ::1:443 HTTP/1.1",
        "CONNECT [::1%eth0]:443 HTTP/1.1",
        "CONNECT [fe80::1:443 HTTP/1.1",
        "CONNECT 10.1:443 HTTP/1.1",
        "CONNECT 2130706433:443 HTTP/1.1",
        "CONNECT 0x7f000001:443 HTTP/1.1",
        "CONNECT 0.0.0.0:443 HTTP/1.1",
        "CONNECT b\u00fccher.de:443 HTTP/1.1",
        "CONNECT a\u0001b:443 HTTP/1.1",
        "CONNECT  example.com:443 HTTP/1.1",
        "CONNECT example.com:443 HTTP/2.0",
        "CONNECT example.com:443",
        "PRI * HTTP/2.0",
        "QUIT",
      })
  void anythingElseIsMalformed(String line) {
    assertEquals("malformed", fed(line + "\r\n").outcome());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Content-Length: 5",
        "content-length:5",
        "Content-Length: 0, 5",
        "Transfer-Encoding: chunked",
        "no colon",
        " folded: x",
        "a\rb: x",
        "Name : x"
      })
  void aBodyAndBadHeadersAreMalformed(String header) {
    assertEquals("malformed", fed("CONNECT a:1 HTTP/1.1\r\n" + header + "\r\n\r\n").outcome());
  }

  @Test
  void aLengthOfZeroIsNoBody() {
    assertEquals("a:1", fed("CONNECT a:1 HTTP/1.1\r\nContent-Length: 0\r\n\r\n").outcome());
  }

  @Test
  void nineKibibytesOfHeadersAreTooLong() {
    String header = "X-Filler: " + "x".repeat(1000) + "\r\n";
    assertEquals("too_long", fed("CONNECT a:1 HTTP/1.1\r\n" + header.repeat(9)).outcome());
    assertEquals("a:1", fed("CONNECT a:1 HTTP/1.1\r\n" + header.repeat(8) + "\r\n").outcome());
    assertEquals("too_long", fed("A".repeat(9000)).outcome());
  }
}
