package io.github.fwknoptunnel.spa.rc;

import static io.github.fwknoptunnel.spa.rc.Rc.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Files that were named by mistake. */
@Timeout(180)
class SmallFileTest {
  @TempDir Path directory;

  @Test
  void aDeviceWithoutAnEndIsRefusedAtOnce() {
    Path zero = Path.of("/dev/zero");
    assumeTrue(Files.exists(zero), "this system has no /dev/zero");
    assertRefused(Reason.TOO_LARGE, () -> RcFile.read(zero));
    assertRefused(Reason.TOO_LARGE, () -> KeyFile.readAnyMode(zero));
    assertRefused(Reason.TOO_LARGE, () -> PerServerKeyFile.readAnyMode(zero));
    assertRefused(Reason.TOO_LARGE, () -> StanzaEditor.of(zero, "home", List.of()));
  }

  @Test
  void theLargestFileIsTakenAndOneByteMoreIsNot() throws Exception {
    String comment = "#".repeat(SmallFile.MAX_BYTES);
    Path file = Rc.file(directory, "rw-------", comment);
    assertEquals(List.of(), RcFile.read(file).stanzas());
    Files.writeString(file, comment + "\n");
    assertRefused(Reason.TOO_LARGE, () -> RcFile.read(file));
  }

  @Test
  void utf16IsToldByItsMark() throws Exception {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = Rc.file(directory, "rw-------", "");
      Files.write(file, "\ufeff[home]\r\nKEY x\r\n".getBytes(charset));
      assertRefused(Reason.UTF_16, () -> RcFile.read(file));
      assertRefused(Reason.UTF_16, () -> KeyFile.read(file));
      Files.delete(file);
    }
  }

  @Test
  void utf16IsToldByItsNulBytesToo() {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertTrue(SmallFile.isUtf16("-V".getBytes(charset)), charset::toString);
      assertTrue(SmallFile.isUtf16("\ufeff".getBytes(charset)), charset::toString);
    }
    for (String text : List.of("", "a", "-V", "\0", "\0\0\0\0", "a\0\0b", "a\0bc")) {
      assertFalse(SmallFile.isUtf16(text.getBytes(StandardCharsets.UTF_8)), text);
    }
  }

  @Test
  void manyStanzasAreListedWithoutComparingEachWithEach() throws Exception {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < 60_000; i++) {
      text.append("[s").append(i).append("]\n[S").append(i).append("]\n");
    }
    RcFile file = Rc.of(text.toString());
    assertEquals(60_000, file.stanzas().size());
    assertEquals("s59999", file.stanzas().getLast());
  }
}
