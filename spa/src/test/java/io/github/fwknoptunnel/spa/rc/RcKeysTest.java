package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.KeyException.Kind;
import io.github.fwknoptunnel.spa.crypto.PassPhrase;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which of several keys counts. Tried with Debian's fwknop 2.6.10 unless it says otherwise. */
@Timeout(180)
class RcKeysTest {
  private static final String ONE = base64("one");
  private static final String TWO = base64("two");

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "KEY one|KEY two, two",
    "KEY one|KEY_BASE64 dHdv, one",
    "KEY_BASE64 dHdv|KEY one, one",
    "KEY_BASE64 dHdv|KEY_BASE64 b25l, one",
    "KEY one|GPG_SIGNING_PW two, two",
    "GPG_SIGNING_PW two|KEY one, one",
    "GPG_SIGNING_PW one|KEY_BASE64 dHdv, one",
    "KEY_BASE64 b25l|GPG_SIGNING_PW_BASE64 dHdv, two",
    "KEY_BASE64 dHdv=ignored, two",
    "KEY one;two, one",
    "KEY one two, one",
    "KEY \"one two\", \"one"
  })
  void textCountsBeforeBase64AndTheLastBeforeTheFirst(String lines, String key) throws Exception {
    RcConfig settings = Rc.lines(lines.split("\\|"));
    assertEquals(key(key), settings.encryptionKey().orElseThrow().value());
    RcConfig hmac =
        Rc.lines(lines.replace("GPG_SIGNING_PW", "KEY").replace("KEY", "HMAC_KEY").split("\\|"));
    assertEquals(hmacKey(key), hmac.hmacKey().orElseThrow().value());
  }

  @Test
  void textInTheDefaultBeatsBase64InTheStanza() throws Exception {
    RcFile file =
        Rc.of("[home]\nKEY_BASE64 " + TWO + "\nHMAC_KEY_BASE64 " + ONE + "\n[default]\nKEY one\n");
    RcConfig settings = file.settings("home");
    assertEquals(key("one"), settings.encryptionKey().orElseThrow().value());
    assertEquals("default", settings.encryptionKey().orElseThrow().where().stanza().orElseThrow());
    assertEquals(3, settings.hmacKey().orElseThrow().where().line());
  }

  @Test
  void noKeyIsNone() throws Exception {
    RcConfig settings = Rc.lines("USE_HMAC Y", "SPA_SERVER x");
    assertEquals(Optional.empty(), settings.encryptionKey());
    assertEquals(Optional.empty(), settings.hmacKey());
    assertEquals(Optional.empty(), settings.signingPassPhrase());
  }

  @ParameterizedTest
  @CsvSource({
    "KEY_BASE64 b*d|KEY good, ENCRYPTION",
    "KEY_BASE64 b*d|KEY_BASE64 dHdv, ENCRYPTION",
    "KEY_BASE64 =, ENCRYPTION",
    "GPG_SIGNING_PW_BASE64 b*d, ENCRYPTION",
    "HMAC_KEY_BASE64 b*d|HMAC_KEY good, HMAC",
    "HMAC_KEY_BASE64 =, HMAC"
  })
  void malformedBase64IsFatalEvenWhereAnotherKeyCounts(String lines, Kind kind) {
    RcException refused = assertRefused(Reason.BAD_KEY, () -> Rc.lines(lines.split("\\|")));
    assertEquals(2, refused.location().line());
    assertEquals(kind, assertInstanceOf(KeyException.class, refused.getCause()).kind());
  }

  @Test
  void aKeyIsMeasuredWhereItIsUsed() throws Exception {
    RcConfig text = Rc.lines("KEY " + "k".repeat(33), "HMAC_KEY " + "k".repeat(129));
    assertEquals(2, assertRefused(Reason.BAD_KEY, text::encryptionKey).location().line());
    assertEquals(3, assertRefused(Reason.BAD_KEY, text::hmacKey).location().line());
    assertEquals(33, text.signingPassPhrase().orElseThrow().value().length());
    RcConfig base64 = Rc.lines("KEY_BASE64 " + base64("k".repeat(33)));
    assertRefused(Reason.BAD_KEY, base64::encryptionKey);
    assertEquals(33, base64.signingPassPhrase().orElseThrow().value().length());
  }

  @Test
  void everyCallMakesAKeyOfItsOwn() throws Exception {
    RcConfig settings = Rc.lines("KEY one");
    EncryptionKey first = settings.encryptionKey().orElseThrow().value();
    first.close();
    assertNotSame(first, settings.encryptionKey().orElseThrow().value());
    assertEquals(key("one"), settings.encryptionKey().orElseThrow().value());
  }

  @Test
  void aPassphraseGivesItsBytesAndThenNone() throws Exception {
    var out = new ByteArrayOutputStream();
    PassPhrase passphrase =
        Rc.lines("GPG_SIGNING_PW_BASE64 " + ONE).signingPassPhrase().orElseThrow().value();
    passphrase.writeLine(out);
    assertEquals("one\n", out.toString(StandardCharsets.UTF_8));
    assertEquals("PassPhrase[3 bytes]", passphrase.toString());
    passphrase.close();
    assertThrows(IllegalStateException.class, () -> passphrase.writeLine(out));
    String longest = "k".repeat(PassPhrase.MAX_BYTES);
    assertEquals(
        255, Rc.lines("KEY " + longest).signingPassPhrase().orElseThrow().value().length());
    assertRefused(Reason.BAD_KEY, () -> Rc.lines("KEY k" + longest).signingPassPhrase());
  }

  @Test
  void noFailureSaysWhatTheKeyWas() throws Exception {
    RcConfig settings = Rc.lines("KEY hunter2" + "x".repeat(40));
    RcException refused = assertRefused(Reason.BAD_KEY, settings::encryptionKey);
    assertFalse((refused + " " + refused.getCause()).contains("hunter2"));
    RcException base64 = assertRefused(Reason.BAD_KEY, () -> Rc.lines("KEY_BASE64 hunter2*"));
    assertFalse((base64 + " " + base64.getCause()).contains("hunter2"));
  }

  private static EncryptionKey key(String text) throws KeyException {
    return EncryptionKey.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static HmacKey hmacKey(String text) throws KeyException {
    return HmacKey.of(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
