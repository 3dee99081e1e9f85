package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;

/**
 * Any bytes are read or refused, and any file can be edited. Builds replay the inputs in {@code
 * RcFileFuzzTestInputs}; with {@code JAZZER_FUZZ=1} it looks for new ones.
 */
@Timeout(600)
class RcFileFuzzTest {
  @FuzzTest
  void anyBytesAreReadOrRefused(byte[] bytes) {
    RcReading.all(bytes);
  }

  @FuzzTest
  void anEditedStanzaSaysWhatItShouldSay(byte[] bytes) {
    RcText text = RcText.of(Rc.SOMEWHERE, bytes);
    assertArrayEquals(bytes, bytes(text, original(text)));
    RcEntry entry = new RcEntry(RcVariable.SPA_SERVER, "host");
    String edited = stanza(text).withSettings(List.of(entry), Set.of());
    List<RcAssignment> now = stanza(RcText.of(Rc.SOMEWHERE, bytes(text, edited))).settings();
    assertEquals(List.of("SPA_SERVER …"), now.stream().map(RcAssignment::toString).toList());
    assertEquals("host", now.getFirst().value());
  }

  private static StanzaRewriter stanza(RcText text) {
    return new StanzaRewriter(text, new StanzaName("home"));
  }

  private static String original(RcText text) {
    return text.lines().stream()
        .map(line -> line.text() + line.end())
        .collect(Collectors.joining("", text.mark(), ""));
  }

  private static byte[] bytes(RcText text, String content) {
    return content.getBytes(text.charset());
  }
}
