package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import io.github.fwknoptunnel.spa.rc.RcWarning.Kind;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Lines that the old client takes without a word, though they are not what they look like. */
@Timeout(180)
class RcDoubtsTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "KEY correct horse | REST_IGNORED",
        "HMAC_KEY correct horse | REST_IGNORED",
        "GPG_SIGNING_PW correct horse | REST_IGNORED",
        "SPOOF_USER alice bob | REST_IGNORED",
        "HTTP_USER_AGENT Mozilla/5.0 (X11) | REST_IGNORED",
        "ACCESS tcp/22 tcp/80 | REST_IGNORED",
        "KEY secret#1 | REST_IGNORED",
        "KEY secret;1 | REST_IGNORED",
        "KEY \"secret\" | QUOTES_KEPT",
        "HMAC_KEY 'secret' | QUOTES_KEPT",
        "FW_TIMEOUT abc | NOT_A_NUMBER",
        "FW_TIMEOUT 1m | NOT_A_NUMBER",
        "NAT_PORT 80x | NOT_A_NUMBER",
        "RAND_PORT yes | NOT_A_SWITCH",
        "USE_HMAC 1 | NOT_A_SWITCH",
      })
  void anOddLineIsWarnedOfWithItsLine(String line, Kind kind) throws Exception {
    RcWarning warning = Rc.lines(line).warnings().getFirst();
    assertEquals(kind, warning.kind());
    assertEquals(2, warning.where().line());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPA_SERVER: host; # remark",
        "SPA_SERVER host # remark",
        "SPA_SERVER host;",
        "SPA_SERVER host \t ",
        "SPA_SERVER host\r",
        "FW_TIMEOUT 30",
        "TIME_OFFSET 5min",
        "RAND_PORT Y",
        "RAND_PORT n",
        "VERBOSE Y"
      })
  void anOrdinaryLineIsNot(String line) throws Exception {
    assertEquals(List.of(), Rc.lines(line).warnings());
  }

  @Test
  void theValueThatCountsIsTold() throws Exception {
    assertEquals("1", Rc.lines("FW_TIMEOUT 1m").warnings().getFirst().reading());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "KEY_BASE64: c2VjcmV0 HMAC_KEY_BASE64: aG1hYw==",
        "KEY_BASE64:c2VjcmV0 HMAC_KEY_BASE64:aG1hYw==",
        "KEY secret HMAC_KEY hmac",
        "KEY secret; HMAC_KEY hmac",
        "KEY secret, HMAC_KEY: hmac",
        "KEY_BASE64: c2VjcmV0\tHMAC_KEY_BASE64 aG1hYw==",
        "HMAC_KEY hmac KEY: secret"
      })
  void twoKeysOnOneLineAreRefused(String line) {
    assertRefused(Reason.TWO_SETTINGS, () -> Rc.lines(line));
    RcText file = RcText.of(Rc.SOMEWHERE, line.getBytes(StandardCharsets.UTF_8));
    assertRefused(Reason.TWO_SETTINGS, () -> KeyFile.parse(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"KEY secret # HMAC_KEY x", "KEY secret ; was HMAC_KEY x", "KEY my KEY"})
  void aRemarkIsNoSecondKey(String line) throws Exception {
    assertEquals(Optional.empty(), Rc.lines(line).hmacKey());
  }

  @Test
  void aValueMayFollowTheColonAtOnce() throws Exception {
    RcConfig settings = Rc.lines("KEY_BASE64:c2VjcmV0", "HMAC_KEY:hmac", "SPA_SERVER:host;x");
    assertEquals("secret", Rc.bytesOf(settings.value(RcVariable.KEY_BASE64).orElseThrow()));
    assertEquals("hmac", Rc.bytesOf(settings.value(RcVariable.HMAC_KEY).orElseThrow()));
    assertEquals(Optional.of("host"), settings.value(RcVariable.SPA_SERVER));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SPA_SERVER \"host\"",
        "KEY_BASE64 'c2VjcmV0'",
        "ACCESS \"tcp/22\"",
        "USE_HMAC \"Y\"",
        "FW_TIMEOUT \"30\"",
        "ALLOW_IP '192.0.2.1'",
        "SPOOF_USER 'alice'"
      })
  void quotesAreRefusedWhereTheyCannotBeMeant(String line) {
    assertRefused(Reason.QUOTED, () -> Rc.lines(line));
  }

  @Test
  void aSettingAboveTheFirstHeaderIsWarnedOf() throws Exception {
    List<RcWarning> warnings =
        Rc.of("# remark\nSPA_SERVER a\n[home]\nSPA_SERVER b\n").settings("home").warnings();
    assertEquals(Kind.BEFORE_FIRST_STANZA, warnings.getFirst().kind());
    assertEquals(2, warnings.getFirst().where().line());
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16LE", "UTF-16BE", "UTF-16"})
  void utf16IsNamed(String charset) {
    byte[] bytes = "KEY: secret\n".getBytes(Charset.forName(charset));
    assertRefused(Reason.UTF_16, () -> KeyFile.parse("stdin", bytes));
    assertRefused(Reason.UTF_16, () -> RcText.checked(Rc.SOMEWHERE, bytes));
  }
}
