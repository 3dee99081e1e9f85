package io.github.fwknoptunnel.spa.publicip;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.publicip.ResolverUrlException.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResolverUrlTest {
  @ParameterizedTest
  @CsvSource({
    "https://myip.example/, https://myip.example/",
    "HTTPS://myip.example:8443/a?b=c, HTTPS://myip.example:8443/a?b=c",
    "myip.example/ip, https://myip.example/ip"
  })
  void httpsIsReadAndIsWhatIsMeantWithoutAScheme(String text, String url) throws Exception {
    assertEquals(url, ResolverUrl.parse(text).uri().toString());
    assertFalse(ResolverUrl.parse(text).isPlain());
  }

  @ParameterizedTest
  @CsvSource({
    "http://myip.example:12345/ip, http://myip.example:12345/ip",
    "myip.example/ip, http://myip.example/ip"
  })
  void plainHttpIsReadWhereItIsAskedFor(String text, String url) throws Exception {
    assertEquals(url, ResolverUrl.parsePlain(text).toString());
    assertTrue(ResolverUrl.parsePlain(text).isPlain());
  }

  @ParameterizedTest
  @CsvSource({
    "'', NOT_A_URL",
    "https://, NOT_A_URL",
    "https:///path, NOT_A_URL",
    "a b, NOT_A_URL",
    "ftp://myip.example/, NOT_A_URL",
    "file:///etc/passwd, NOT_A_URL",
    "https://under:score:example/, NOT_A_URL",
    "https://a@b@c/, NOT_A_URL",
    "https://myip.example/#ip, NOT_A_URL",
    "http://myip.example/, NOT_HTTPS"
  })
  void whatIsNoHttpsUrlIsRefusedWithTheReason(String text, Reason reason) {
    ResolverUrlException e =
        assertThrows(ResolverUrlException.class, () -> ResolverUrl.parse(text));
    assertEquals(reason, e.reason());
    assertEquals(text.substring(text.lastIndexOf('@') + 1), e.text());
  }

  @ParameterizedTest
  @CsvSource({
    "https://my_ip.example/x, https://my_ip.example/x",
    "my_ip.example:8443, https://my_ip.example:8443",
    "https://b\u00fccher.example/, https://xn--bcher-kva.example/"
  })
  void namesThatMachinesHaveAreRead(String text, String url) throws Exception {
    assertEquals(url, ResolverUrl.parse(text).uri().toString());
  }

  @Test
  void aQueryIsNotShown() throws Exception {
    assertEquals(
        "https://h.example/ip?\u2026", ResolverUrl.parse("h.example/ip?token=secret").toString());
    ResolverUrlException e =
        assertThrows(
            ResolverUrlException.class, () -> ResolverUrl.parse("http://joe:pw@h/ip?token=secret"));
    assertEquals("h/ip?\u2026", e.text());
  }

  @Test
  void httpsIsRefusedWherePlainHttpIsAskedFor() {
    ResolverUrlException e =
        assertThrows(
            ResolverUrlException.class, () -> ResolverUrl.parsePlain("https://myip.example/"));
    assertEquals(Reason.NOT_PLAIN_HTTP, e.reason());
  }

  @Test
  void aLoginIsRefusedAndNotRepeated() {
    ResolverUrlException e =
        assertThrows(
            ResolverUrlException.class, () -> ResolverUrl.parse("https://joe:secret@x.example/"));
    assertEquals(Reason.NOT_A_URL, e.reason());
    assertEquals("x.example/", e.text());
    assertFalse(e.toString().contains("secret"));
  }

  @Test
  void theServiceOfTheReferenceIsAskedFirstAndOthersStandBehindIt() {
    assertEquals("https://www.cipherdyne.org/cgi-bin/myip", ResolverUrl.PUBLIC.get(0).toString());
    assertTrue(ResolverUrl.PUBLIC.size() > 3);
    assertTrue(ResolverUrl.PUBLIC.stream().noneMatch(ResolverUrl::isPlain));
    assertTrue(ResolverUrl.PLAIN_PUBLIC.stream().allMatch(ResolverUrl::isPlain));
  }
}
