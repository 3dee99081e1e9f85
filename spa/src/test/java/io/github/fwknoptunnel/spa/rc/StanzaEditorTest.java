package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a stanza looks like afterwards, and what is not touched. */
@Timeout(180)
class StanzaEditorTest {
  private static final RcEntry SERVER = new RcEntry(RcVariable.SPA_SERVER, "new.example");
  private static final RcEntry ACCESS = new RcEntry(RcVariable.ACCESS, "tcp/22");
  private static final RcEntry KEY = new RcEntry(RcVariable.KEY_BASE64, "bmV3");

  @TempDir Path directory;

  @Test
  void aMissingFileIsCreatedWithTheStanzaAlone() throws Exception {
    Path file = directory.resolve("new");
    StanzaEditor.of(file, "home", List.of(SERVER, KEY)).save();
    assertEquals(
        """
        [home]
        SPA_SERVER                  new.example
        KEY_BASE64                  bmV3
        """,
        Files.readString(file));
  }

  @Test
  void aNewStanzaIsAppendedAfterABlankLine() throws Exception {
    assertEquals(
        """
        # mine
        [default]
        VERBOSE 1

        [home]
        SPA_SERVER                  new.example
        """,
        edited("# mine\n[default]\nVERBOSE 1", SERVER));
    assertEquals(
        "[x]\r\n\r\n[home]\r\nSPA_SERVER                  new.example\r\n",
        edited("[x]\r\n\r\n", SERVER));
  }

  @Test
  void aStanzaIsReplacedAndItsCommentsStay() throws Exception {
    assertEquals(
        """
        # All mine.
        [default]
        VERBOSE   Y ; loud

        [Home]   ; where I live
        # The old box.
        SPA_SERVER                  new.example  # under the stairs

          ; indented
        ACCESS                      tcp/22

        # Where I work.
        [work]
        SPA_SERVER work.example
        """,
        edited(
            """
            # All mine.
            [default]
            VERBOSE   Y ; loud

            [Home]   ; where I live
            # The old box.
            SPA_SERVER: old.example  # under the stairs

              ; indented
            FW_TIMEOUT 30 ; goes

            # Where I work.
            [work]
            SPA_SERVER work.example
            """,
            SERVER,
            ACCESS));
  }

  @Test
  void aLineWhoseValueStaysIsNotTouched() throws Exception {
    String text = "[home]\n  SPA_SERVER:\tnew.example;x\n";
    assertEquals(text, edited(text, SERVER));
  }

  @Test
  void whatFollowsAValueAtOnceIsNotTakenForAComment() throws Exception {
    assertEquals(
        "[home]\nSPA_SERVER                  new.example\n",
        edited("[home]\nSPA_SERVER old#secret\n", SERVER));
    assertEquals(
        "[home]\nSPA_SERVER                  new.example\n",
        edited("[home]\nSPA_SERVER old secret # x\n", SERVER));
  }

  @Test
  void aCommentThatMakesTheLineTooLongGoes() throws Exception {
    String text = "[home]\nSPA_SERVER o ;" + "x".repeat(1000) + "\n";
    assertEquals("[home]\nSPA_SERVER                  new.example\n", edited(text, SERVER));
  }

  @Test
  void aStanzaThatIsThereTwiceHasItsSettingsInTheFirstPart() throws Exception {
    assertEquals(
        "[home]\nSPA_SERVER                  new.example\n[x]\n# a\n[HOME]\n# b\n",
        edited("[home]\nVERBOSE 1\nrubbish\n[x]\n# a\n[HOME]\n# b\nSPA_SERVER old\n", SERVER));
  }

  @Test
  void ofTwoOldLinesTheFirstIsReplaced() throws Exception {
    assertEquals(
        "[home]\nSPA_SERVER                  new.example\n# c\n",
        edited("[home]\nSPA_SERVER a\n# c\nSPA_SERVER b", SERVER));
  }

  @Test
  void lineEndsAndAByteOrderMarkStay() throws Exception {
    assertEquals(
        "\ufeff[home]\r\nSPA_SERVER                  new.example ; c\r\n"
            + "ACCESS                      tcp/22\r\n",
        edited("\ufeff[home]\r\nSPA_SERVER old ; c\r\n", SERVER, ACCESS));
    assertEquals("[home]\nACCESS                      tcp/22\n", edited("[home]", ACCESS));
  }

  @Test
  void bytesThatAreNotUtf8Stay() throws Exception {
    Path file = Rc.file(directory, "rw-------", "");
    Charset latin1 = StandardCharsets.ISO_8859_1;
    Files.writeString(file, "# caf\u00e9\n[x]\nKEY \u00ff\n[home]\n", latin1);
    StanzaEditor.of(file, "home", List.of(ACCESS)).save();
    assertEquals(
        "# caf\u00e9\n[x]\nKEY \u00ff\n[home]\nACCESS                      tcp/22\n",
        Files.readString(file, latin1));
    RcEntry umlaut = new RcEntry(RcVariable.KEY, "\u00e4");
    assertRefused(Reason.NOT_SAVABLE, () -> StanzaEditor.of(file, "home", List.of(umlaut)));
    assertRefused(Reason.BAD_STANZA_NAME, () -> StanzaEditor.of(file, "\u00e4", List.of(ACCESS)));
  }

  @Test
  void oldKeysStayUnlessTheyAreNamed() throws Exception {
    String text = "[home]\nSPA_SERVER old\nKEY one\nHMAC_KEY two ; c\nGPG_SIGNER me\n";
    StanzaEditor edit = edit(text, SERVER, KEY);
    assertEquals("[KEY, HMAC_KEY, GPG_SIGNER]", edit.overwritable().keySet().toString());
    assertEquals(4, edit.overwritable().get(RcVariable.HMAC_KEY).line());
    edit.save();
    assertEquals(text.replace("SPA_SERVER old", SERVER.line()), content());
    edit.overwriting(Set.of(RcVariable.KEY, RcVariable.GPG_SIGNER)).save();
    assertEquals(
        "[home]\n" + SERVER.line() + "\nHMAC_KEY two ; c\n" + KEY.line() + "\n", content());
    edit.overwriting(edit.overwritable().keySet()).save();
    assertEquals("[home]\n" + SERVER.line() + "\n" + KEY.line() + "\n", content());
  }

  @Test
  void aKeyIsKeptWholeIfAnyFormOfItIs() throws Exception {
    String text = "[home]\nKEY one\nKEY_BASE64 dHdv\n";
    StanzaEditor edit = edit(text, KEY);
    edit.overwriting(Set.of(RcVariable.KEY_BASE64)).save();
    assertEquals(text, content());
  }

  @Test
  void aKeyUnderItsOtherNameIsAKeyToo() throws Exception {
    StanzaEditor edit = edit("[home]\nGPG_SIGNING_PW one\n", KEY);
    assertEquals(Set.of(RcVariable.KEY), edit.overwritable().keySet());
    edit.overwriting(Set.of(RcVariable.KEY)).save();
    assertEquals("[home]\n" + KEY.line() + "\n", content());
  }

  @Test
  void theSameKeyAgainOverwritesNothing() throws Exception {
    String text = "[home]\nKEY_BASE64: bmV3\n";
    StanzaEditor edit = edit(text, KEY);
    assertEquals(Set.of(), edit.overwritable().keySet());
    edit.save();
    assertEquals(text, content());
  }

  @ParameterizedTest
  @CsvSource({
    "KEY, 'a b', NOT_SAVABLE",
    "KEY, 'a\tb', NOT_SAVABLE",
    "KEY, a;b, NOT_SAVABLE",
    "KEY, a#b, NOT_SAVABLE",
    "KEY, 'a\nb', NOT_SAVABLE",
    "KEY, 'a\rb', NOT_SAVABLE",
    "KEY, 'a\0b', NOT_SAVABLE",
    "KEY, ' a', NOT_SAVABLE",
    "KEY, '\fa', NOT_SAVABLE",
    "KEY, '', NOT_SAVABLE",
    "KEY, '\ud800', NOT_SAVABLE",
    "KEY_BASE64, b*d, BAD_KEY",
    "ACCESS, x, BAD_VALUE"
  })
  void aValueThatWouldNotReadBackIsRefusedBeforeAnythingIsWritten(
      String name, String value, Reason reason) throws Exception {
    Path file = Rc.file(directory, "rw-------", "[home]\n");
    RcEntry entry = new RcEntry(RcVariable.named(name).orElseThrow(), value);
    RcException refused =
        assertRefused(reason, () -> StanzaEditor.of(file, "home", List.of(SERVER, entry)));
    assertEquals(Optional.of(name), refused.location().setting());
    assertEquals("[home]\n", content());
  }

  @Test
  void aValueThatMakesTheLineTooLongIsRefused() {
    RcEntry agent = new RcEntry(RcVariable.HTTP_USER_AGENT, "x".repeat(1000));
    Path file = directory.resolve("new");
    assertRefused(Reason.NOT_SAVABLE, () -> StanzaEditor.of(file, "home", List.of(agent)));
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a]b", "a\nb", "a\rb", "a\0b", "\ud800"})
  void aNameThatNoHeaderCanHoldIsRefused(String name) {
    Path file = directory.resolve("new");
    assertRefused(Reason.BAD_STANZA_NAME, () -> StanzaEditor.of(file, name, List.of(SERVER)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", " my host ", "[x", "#x", "default", "\u00e4"})
  void anyOtherNameCanBeFoundAgain(String name) throws Exception {
    Path file = directory.resolve("new");
    StanzaEditor.of(file, name, List.of(SERVER)).save();
    assertEquals(
        Optional.of("new.example"), RcFile.read(file).settings(name).value(RcVariable.SPA_SERVER));
  }

  @Test
  void nothingThatIsPrintedShowsAKey() {
    assertEquals("KEY …", new RcEntry(RcVariable.KEY, "hunter2").toString());
    assertEquals("SPA_SERVER new.example", SERVER.toString());
  }

  private String edited(String text, RcEntry... entries) throws Exception {
    edit(text, entries).save();
    return content();
  }

  private StanzaEditor edit(String text, RcEntry... entries) throws Exception {
    return StanzaEditor.of(Rc.file(directory, "rw-------", text), "home", List.of(entries));
  }

  private String content() throws IOException {
    return Files.readString(directory.resolve(".fwknoprc"));
  }

  @Test
  void savesAtTheSameTimeLoseNothing() throws Exception {
    Path file = directory.resolve("rc");
    int edits = 16;
    CyclicBarrier start = new CyclicBarrier(edits);
    List<Future<Void>> saves = new ArrayList<>();
    try (ExecutorService threads = Executors.newFixedThreadPool(edits)) {
      for (int i = 0; i < edits; i++) {
        StanzaEditor edit = StanzaEditor.of(file, "home" + i, List.of(SERVER, KEY));
        saves.add(
            threads.submit(() -> {
              start.await();
              edit.save();
              return null;
            }));
      }
      for (Future<Void> save : saves) {
        save.get();
      }
    }
    assertEquals(edits, RcFile.read(file).stanzas().size());
    for (int i = 0; i < edits; i++) {
      assertTrue(RcFile.read(file).settings("home" + i).encryptionKey().isPresent());
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(file), files.toList());
    }
  }

  @Test
  void aSaveKeepsWhatAnotherProcessSavedAfterTheFileWasRead() throws Exception {
    Path file = directory.resolve("rc");
    StanzaEditor first = StanzaEditor.of(file, "first", List.of(SERVER));
    Files.writeString(file, "[second]\nSPA_SERVER other\n");
    first.save();
    assertEquals(List.of("second", "first"), RcFile.read(file).stanzas());
  }

  /** A pipe was opened for writing, which waits for ever for somebody who reads it. */
  @Test
  @EnabledOnOs(OS.LINUX)
  void aPipeInThePlaceOfTheLockIsRefused() throws Exception {
    Path file = directory.resolve("rc");
    Path lock = directory.resolve("rc.lock");
    assertEquals(0, new ProcessBuilder("mkfifo", lock.toString()).start().waitFor());
    assertRefused(Reason.NOT_WRITTEN, () -> StanzaEditor.of(file, "home", List.of(SERVER)).save());
    assertTrue(Files.exists(lock));
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void anotherUsersFileInThePlaceOfTheLockIsRefused() throws Exception {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "root can give files away");
    Path file = directory.resolve("rc");
    Path lock = Files.createFile(directory.resolve("rc.lock"));
    Files.setAttribute(lock, "unix:uid", 61_234);
    assertRefused(Reason.NOT_WRITTEN, () -> StanzaEditor.of(file, "home", List.of(SERVER)).save());
    assertTrue(Files.exists(lock));
  }

  @Test
  void theLockIsNoWayToAnotherFile() throws Exception {
    Path file = directory.resolve("rc");
    Path victim = Files.writeString(directory.resolve("victim"), "precious");
    Files.createSymbolicLink(directory.resolve("rc.lock"), victim);
    assertRefused(Reason.NOT_WRITTEN, () -> StanzaEditor.of(file, "home", List.of(SERVER)).save());
    assertEquals("precious", Files.readString(victim));
  }
}
