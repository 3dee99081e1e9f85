package io.github.fwknoptunnel.tunnel.entry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SOCKS5 as RFC 1928 has it, in one piece and byte by byte. */
class Socks5ParserTest {
  private static final String GREETING = "050100";
  private static final String NAME = "05010003" + "0b" + hex("example.com") + "01bb";

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String named(String name) {
    return "05010003" + "%02x".formatted(name.length()) + hex(name) + "0050";
  }

  private static Fed fed(String bytes, int size) {
    return Fed.inPieces(new Socks5Parser(), HexFormat.of().parseHex(bytes), size);
  }

  /** In pieces of every size it is the same. */
  private static Fed fed(String bytes) {
    Fed whole = fed(bytes, bytes.length());
    for (int size = 1; size < bytes.length() / 2; size++) {
      Fed pieces = fed(bytes, size);
      assertEquals(whole.outcome() + whole.replies(), pieces.outcome() + pieces.replies());
    }
    return whole;
  }

  @ParameterizedTest
  @CsvSource({
    "05010001c00002010016, 192.0.2.1:22",
    "050100040000000000000000000000000000000103e7, [0:0:0:0:0:0:0:1]:999",
    "0501000400000000000000000000ffffc00002010016, 192.0.2.1:22",
  })
  void anAddressIsATarget(String request, String target) {
    assertEquals(target, fed(GREETING + request).outcome());
  }

  @Test
  void aNameIsATargetAndIsNotLookedUp() {
    Fed fed = fed(GREETING + NAME);
    assertEquals("example.com:443", fed.outcome());
    assertEquals("0500", fed.replies());
  }

  @Test
  void namesAreInLowerCaseAndWithoutTheirLastDot() {
    assertEquals("db.example.com:80", fed(GREETING + named("DB.Example.COM.")).outcome());
  }

  @Test
  void theGreetingIsAnsweredBeforeTheRequestHasCome() {
    Fed fed = fed(GREETING);
    assertEquals("incomplete", fed.outcome());
    assertEquals("0500", fed.replies());
  }

  @Test
  void noAuthenticationMayBeOneOfSeveralMethods() {
    assertEquals("example.com:443", fed("05030201 00".replace(" ", "") + NAME).outcome());
  }

  @ParameterizedTest
  @CsvSource({"0500", "050102", "05020102"})
  void aClientThatInsistsOnAuthenticationIsToldSo(String greeting) {
    Fed fed = fed(greeting);
    assertEquals("authentication_required", fed.outcome());
    assertEquals("05ff", fed.replies());
  }

  @ParameterizedTest
  @CsvSource({"02", "03", "00", "f0"})
  void bindAndUdpAreNotSupported(String command) {
    assertEquals("unsupported_command", fed(GREETING + "05" + command + "0001").outcome());
  }

  @Test
  void otherAddressTypesAreNotSupported() {
    assertEquals("unsupported_address_type", fed(GREETING + "05010002").outcome());
  }

  @ParameterizedTest
  @CsvSource({
    "04010001c00002010016", // another version
    "05010001c00002010000", // port 0
    "05010001000000000016", // 0.0.0.0
    "05010003000050", // a name of no bytes
  })
  void whatCannotBeATargetIsMalformed(String request) {
    assertEquals("malformed", fed(GREETING + request).outcome());
  }

  @Test
  void aNameOf255BytesIsTooLongForANameServer() {
    assertEquals("malformed", fed(GREETING + named("a.".repeat(127) + "a")).outcome());
    assertEquals("a".repeat(63) + ":80", fed(GREETING + named("a".repeat(63))).outcome());
  }

  @Test
  void namesWithOtherCharactersAreMalformed() {
    for (String name : new String[] {"a\0b", "a\nb", "a b", "b\u00fccher.de", "a/b", "a..b", "*"}) {
      assertEquals("malformed", fed(GREETING + named(name)).outcome(), name);
    }
  }

  @Test
  void whatFollowsTheRequestIsLeft() {
    assertEquals(3, fed(GREETING + NAME + "010203", 1000).left());
  }
}
