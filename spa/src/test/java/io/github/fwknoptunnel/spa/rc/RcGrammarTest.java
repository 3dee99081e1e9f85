package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.fwknoptunnel.spa.rc.RcException.Location;
import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** Section 10 of PROTOCOL.md, rule by rule. Every rule was tried with Debian's fwknop 2.6.10. */
@Timeout(180)
class RcGrammarTest {

  @TestFactory
  Stream<DynamicTest> lines() {
    return Stream.of(
        line("a name, a blank, a value", "SPA_SERVER host", "host"),
        line("any number of blanks and tabs", " \tSPA_SERVER \t  host", "host"),
        line(
            "vertical tab and form feed are blanks before a value",
            "SPA_SERVER\u000b\fhost",
            "host"),
        line("but not in it", "SPA_SERVER ho\fst", "ho\fst"),
        line("a colon ends the name", "SPA_SERVER: host", "host"),
        line("the name is cut at its last colon", "SPA_SERVER:old host", "host"),
        line("a colon on its own is a value", "SPA_SERVER : host", ":"),
        line("a blank ends the value", "SPA_SERVER host name", "host"),
        line("a tab ends the value", "SPA_SERVER host\tname", "host"),
        line("a semicolon ends the value", "SPA_SERVER host;x", "host"),
        line("a hash ends the value", "SPA_SERVER host#x", "host"),
        line("a carriage return ends the value", "SPA_SERVER host\rx", "host"),
        line("a NUL ends the line", "SPA_SERVER host\0x", "host"),
        line("there is no escaping", "SPA_SERVER a\\", "a\\"),
        line("the last of two counts", "SPA_SERVER a\nSPA_SERVER b", "b"),
        line("a comment line is ignored", "SPA_SERVER a\n#SPA_SERVER b\n;SPA_SERVER c", "a"),
        line("an indented comment too", "SPA_SERVER a\n \t# SPA_SERVER b\n  ; c", "a"),
        line("an empty line is ignored", "\nSPA_SERVER a\n\r\n", "a"),
        line("a line of blanks too", "SPA_SERVER a\n \t \n  \r\n", "a"),
        line("a line that starts with a carriage return too", "SPA_SERVER a\n\rSPA_SERVER b", "a"),
        line("a line that starts with NUL too", "SPA_SERVER a\n\0SPA_SERVER b", "a"),
        line("no limit holds for comments", "#" + "x".repeat(2000) + "\nSPA_SERVER a", "a"),
        line("1023 bytes fit into a line", padded("SPA_SERVER a", 1023), "a"));
  }

  private static DynamicTest line(String rule, String lines, String server) {
    return stanzas(rule, "[default]\n" + lines + "\n", server);
  }

  @TestFactory
  Stream<DynamicTest> stanzas() {
    return Stream.of(
        stanzas(
            "lines before the first header are not parsed",
            "rubbish\n[default]\nSPA_SERVER a",
            "a"),
        stanzas(
            "other stanzas are not parsed",
            "[x]\nrubbish\n[default]\nSPA_SERVER a\n[y]\n[z\n",
            "a"),
        stanzas("the case of a name does not matter", "[DeFault]\nSPA_SERVER a", "a"),
        stanzas("blanks in it do", "[default]\nSPA_SERVER a\n[ default ]\nSPA_SERVER b", "a"),
        stanzas("a header may be indented", " \t[default]\nSPA_SERVER a\n  [x]\nSPA_SERVER b", "a"),
        stanzas("what follows a header is ignored", "[default] b\nSPA_SERVER a", "a"),
        stanzas("a name ends at its first bracket", "[default]]\nSPA_SERVER a", "a"),
        stanzas(
            "a header in a comment is none", "[default]\nSPA_SERVER a\n#[x]\nSPA_SERVER b", "b"),
        stanzas(
            "parts of a stanza are merged",
            "[default]\nSPA_SERVER a\n[x]\n[default]\nSPA_SERVER b",
            "b"),
        stanzas("lines may end as in DOS", "[default]\r\nSPA_SERVER a\r\n", "a"),
        stanzas("the last line needs no end", "[default]\nSPA_SERVER a", "a"),
        stanzas("a byte order mark is skipped", "\ufeff[default]\nSPA_SERVER a", "a"));
  }

  private static DynamicTest stanzas(String rule, String text, String server) {
    return dynamicTest(
        rule,
        () ->
            assertEquals(Optional.of(server), Rc.of(text).settings().value(RcVariable.SPA_SERVER)));
  }

  @TestFactory
  Stream<DynamicTest> namedStanzas() {
    String file =
        "[home]\nSPA_SERVER h\n[default]\nSPA_SERVER d\nHTTP_USER_AGENT agent\n[my host]\nSPA_SERVER m\n"
            + "[HOME]\nWGET_CMD w\n[]\nSPA_SERVER e\n[\u00e4]\nSPA_SERVER u\n";
    return Stream.of(
        named("its settings come above the default's, wherever it stands", file, "home", "h"),
        named("its case does not matter", file, "hOMe", "h"),
        named("its name may have a blank", file, "my host", "m"),
        named("its name may be empty", file, "", "e"),
        named("its name may be beyond ASCII", file, "\u00e4", "u"),
        named("it may be the default", file, "default", "d"));
  }

  private static DynamicTest named(String rule, String text, String stanza, String server) {
    return dynamicTest(
        rule,
        () -> {
          RcConfig settings = Rc.of(text).settings(stanza);
          assertEquals(Optional.of(server), settings.value(RcVariable.SPA_SERVER));
          assertEquals(Optional.of("agent"), settings.value(RcVariable.HTTP_USER_AGENT));
        });
  }

  @Test
  void bothPartsOfANamedStanzaCount() throws Exception {
    RcConfig settings =
        Rc.of("[a]\nSPA_SERVER x\n[b]\nSPA_SERVER y\n[A]\nWGET_CMD z\n").settings("a");
    assertEquals(Optional.of("x"), settings.value(RcVariable.SPA_SERVER));
    assertEquals(Optional.of("z"), settings.value(RcVariable.WGET_CMD));
  }

  @Test
  void onlyTheCaseOfAsciiLettersIsIgnored() {
    assertRefused(Reason.UNKNOWN_STANZA, () -> Rc.of("[\u00e4]\n").settings("\u00c4"));
  }

  @Test
  void aStanzaThatIsNotThereIsRefusedWithThoseThatAre() {
    RcFile file = Rc.of("[work]\n[default]\n[home]\n[Work]\n[ x ]\n#[no]\n");
    RcException refused = assertRefused(Reason.UNKNOWN_STANZA, () -> file.settings("hom"));
    assertEquals(List.of("work", "home", " x "), refused.known());
    assertEquals(refused.known(), file.stanzas());
    assertEquals(Optional.of("hom"), refused.location().stanza());
  }

  @Test
  void aMistakeInTheDefaultIsFatalForNamedStanzasToo() {
    RcFile file = Rc.of("[home]\nSPA_SERVER h\n[default]\nRUBBISH x\n");
    assertRefused(Reason.UNKNOWN_SETTING, () -> file.settings("home"));
  }

  @Test
  void anUnknownNameIsRefusedWithThoseThatAreKnown() {
    RcException refused = assertRefused(Reason.UNKNOWN_SETTING, () -> Rc.lines("CLIENT_TIMEOUT 5"));
    assertEquals(RcVariable.names(), refused.known());
    assertRefused(Reason.UNKNOWN_SETTING, () -> Rc.lines("spa_server host"));
    assertRefused(Reason.UNKNOWN_SETTING, () -> Rc.lines("SPA_SERVER:: host"));
  }

  @TestFactory
  Stream<DynamicTest> refusals() {
    return Stream.of(
        refused("a name without a value", Reason.NO_VALUE, "KEY"),
        refused("a name with blanks only", Reason.NO_VALUE, "KEY  \t "),
        refused("a name with a comment only", Reason.NO_VALUE, "KEY  ;x"),
        refused("a name whose value is hidden by NUL", Reason.NO_VALUE, "KEY \0x"),
        refused("an equals sign instead of a blank", Reason.EQUALS_SIGN, "KEY=x"),
        refused("a header without its bracket", Reason.NOT_A_SETTING, "[x"),
        refused("the same with more behind it", Reason.NOT_A_SETTING, "[x y"),
        refused("1024 bytes in a line", Reason.LINE_TOO_LONG, padded("SPA_SERVER a", 1024)),
        refused(
            "1024 bytes are fewer letters", Reason.LINE_TOO_LONG, "KEY " + "\u00e4".repeat(510)));
  }

  private static DynamicTest refused(String rule, Reason reason, String line) {
    return dynamicTest(
        rule,
        () -> {
          RcFile file = Rc.of("[default]\n\n" + line + "\n");
          Location where = assertRefused(reason, file::settings).location();
          assertEquals(3, where.line());
          assertEquals(Optional.of("default"), where.stanza());
        });
  }

  @Test
  void everyValueKnowsItsLine() throws Exception {
    RcConfig settings = Rc.of("[Home]\nACCESS tcp/1\n[default]\nSPA_SERVER: x\n").settings("home");
    assertEquals(
        "somewhere.fwknoprc:2: [Home] ACCESS",
        settings.find(RcVariable.ACCESS).orElseThrow().where().toString());
    assertEquals(
        new Location(Rc.SOMEWHERE, 4, Optional.of("default"), Optional.of("SPA_SERVER")),
        settings.find(RcVariable.SPA_SERVER).orElseThrow().where());
  }

  @Test
  void whatMayBeASecretIsNotNamed() {
    for (String line : List.of("hunter2", "hunter2=x", "hunter2 x", "KEY1=hunter2", "HUNTER2")) {
      RcException refused = assertRefused(reasonOf(line), () -> Rc.lines(line));
      assertEquals(Optional.empty(), refused.location().setting(), line);
    }
    assertEquals(
        Optional.of("KEY"),
        assertRefused(Reason.EQUALS_SIGN, () -> Rc.lines("KEY=x")).location().setting());
    assertRefused(Reason.EQUALS_SIGN, () -> Rc.lines("SPA_SERVER = host"));
    assertRefused(Reason.EQUALS_SIGN, () -> Rc.lines("KEY_BASE64 = dHdv"));
  }

  private static Reason reasonOf(String line) {
    if (line.contains("=")) {
      return Reason.EQUALS_SIGN;
    }
    return line.contains(" ") ? Reason.UNKNOWN_SETTING : Reason.NO_VALUE;
  }

  @Test
  void aFileThatIsNotUtf8IsReadByteForByte() throws Exception {
    byte[] bytes =
        "# caf\u00e9\n[default]\nKEY \u00e9\u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
    RcKey key = Rc.of(bytes).settings().value(RcVariable.KEY).orElseThrow();
    assertEquals("\u00e9\u00ff", Rc.bytesOf(key));
  }

  @Test
  void aByteOrderMarkIsSkippedBeforeOtherThanUtf8Too() throws Exception {
    byte[] bytes =
        "\u00ef\u00bb\u00bf[default]\nKEY \u00ff\n".getBytes(StandardCharsets.ISO_8859_1);
    assertEquals(2, Rc.of(bytes).settings().find(RcVariable.KEY).orElseThrow().where().line());
  }

  private static String padded(String line, int length) {
    return line + " ".repeat(length - line.length());
  }
}
