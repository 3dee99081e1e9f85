package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * One file for each reason, read as the stanza {@code home} unless it is a key file. A comment in
 * it says which line is refused.
 */
@Timeout(180)
class RcReasonsTest {
  /** No content of a file makes these happen. */
  private static final Map<Reason, String> NOT_A_MATTER_OF_CONTENT =
      Map.of(
          Reason.NOT_FOUND, "there is no file: RcPermissionsTest",
          Reason.UTF_16, "about the bytes as a whole: RcDoubtsTest",
          Reason.IS_DIRECTORY, "about what the name stands for: KeyFileTest",
          Reason.PEM, "a key file of another program: KeyFileTest",
          Reason.NOT_READABLE, "a key file that is not text: KeyFileTest",
          Reason.TOO_LARGE, "too large for a fixture: SmallFileTest",
          Reason.UNSAFE_PROGRAM, "about another mode than keys: RcPermissionsTest",
          Reason.NOT_WRITTEN, "about the directory: StanzaEditorTest",
          Reason.BAD_STANZA_NAME, "about what is to be written: StanzaEditorTest",
          Reason.NOT_SAVABLE, "about what is to be written: StanzaEditorTest");

  private static final Pattern LINE = Pattern.compile(".*[;#].*line (\\d+).*", Pattern.DOTALL);

  @TempDir Path directory;

  @ParameterizedTest
  @EnumSource
  void everyReasonHasAFileThatShowsIt(Reason reason) throws Exception {
    InputStream fixture = getClass().getResourceAsStream("bad/" + reason + ".fwknoprc");
    if (NOT_A_MATTER_OF_CONTENT.containsKey(reason)) {
      assertNull(fixture, "a fixture that nothing reads");
      return;
    }
    String text = new String(fixture.readAllBytes(), StandardCharsets.UTF_8);
    String mode = reason == Reason.UNSAFE_PERMISSIONS ? "rw-r--r--" : "rw-------";
    Path file = Rc.file(directory, mode, text);
    RcException refused = assertRefused(reason, () -> read(reason, file));
    Matcher matcher = LINE.matcher(text);
    assertTrue(matcher.matches(), "the fixture must say which line is meant");
    assertEquals(matcher.group(1), Integer.toString(refused.location().line()));
    assertEquals(file, refused.location().file());
  }

  private static void read(Reason reason, Path file) throws RcException {
    switch (reason) {
      case NO_KEY -> KeyFile.read(file);
      case NO_KEY_FOR_SERVER -> PerServerKeyFile.read(file).key("home");
      default -> RcFile.read(file).settings("home");
    }
  }
}
