package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Section 11 of PROTOCOL.md; every rule was tried with Debian's fwknop 2.6.10. */
@Timeout(180)
class PerServerKeyFileTest {
  @TempDir Path directory;

  @TestFactory
  Stream<DynamicTest> lines() {
    return Stream.of(
        line("server, colon, blank, key", "host: one\n", "one"),
        line("no blank is needed", "host:one\n", "one"),
        line("blanks, tabs and equals signs may come before the key", "host: \t= =one\n", "one"),
        line("and before the server", " =\thost: one\n", "one"),
        line("the key goes to the end of its line", "host: one ;#two \t\n", "one ;#two \t"),
        line("a carriage return belongs to it", "host: one\r\n", "one\r"),
        line("a vertical tab is no blank", "host:\u000bone\n", "\u000bone"),
        line("a second colon belongs to it", "host::one\n", ":one"),
        line("a NUL ends it", "host: one\0two\n", "one"),
        line("the last line for a server counts", "host: one\nhost: two\n", "two"),
        line("the last line needs no end", "x\nhost: one", "one"),
        line("a byte order mark is skipped", "\ufeffhost: one\n", "one"),
        line("comments are skipped", "host: one\n#host: two\n;host: two\n  #host: two\n\n", "one"),
        line(
            "so are other servers and rubbish",
            "hosts: x\nHost: x\nhost : x\nhost: one\n!\n",
            "one"));
  }

  private static DynamicTest line(String rule, String text, String key) {
    return dynamicTest(rule, () -> assertEquals(key, Rc.bytesOf(of(text).key("host"))));
  }

  @Test
  void aServerWithoutALineHasNoKey() {
    RcException refused =
        assertRefused(Reason.NO_KEY_FOR_SERVER, () -> of("host: one\n").key("hos"));
    assertEquals(Rc.SOMEWHERE, refused.location().file());
    assertRefused(Reason.NO_KEY_FOR_SERVER, () -> of("host: one\n").key(".*"));
  }

  @Test
  void anEmptyKeyIsRefusedEvenAfterAGoodOne() throws Exception {
    RcKey key = of("host: one\nhost: =\n").key("host");
    assertEquals(2, assertRefused(Reason.BAD_KEY, key::encryptionKey).location().line());
  }

  @Test
  void itsKeysServeForBothPurposes() throws Exception {
    RcKey key = of("host: one two\n").key("host");
    byte[] bytes = "one two".getBytes(StandardCharsets.UTF_8);
    assertEquals(EncryptionKey.of(bytes), key.encryptionKey());
    assertEquals(HmacKey.of(bytes), key.hmacKey());
    assertEquals("…", key.toString());
  }

  @Test
  void aFileThatOthersCanReadIsRefused() throws Exception {
    Path file = Rc.file(directory, "rw-r-----", "host: one\n");
    assertRefused(Reason.UNSAFE_PERMISSIONS, () -> PerServerKeyFile.read(file));
    assertEquals("one", Rc.bytesOf(PerServerKeyFile.readAnyMode(file).key("host")));
    Path ours = Rc.file(directory, "r--------", "host: one\n");
    assertEquals("one", Rc.bytesOf(PerServerKeyFile.read(ours).key("host")));
  }

  private static PerServerKeyFile of(String text) {
    return new PerServerKeyFile(RcText.of(Rc.SOMEWHERE, text.getBytes(StandardCharsets.UTF_8)));
  }
}
