package io.github.fwknoptunnel.spa.rc;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.spa.rc.RcException.Reason;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.function.Executable;

/** Short ways to say what tests of this package say often. */
final class Rc {
  static final Path SOMEWHERE = Path.of("somewhere.fwknoprc");

  private Rc() {}

  /** A file that is not on disk. */
  static RcFile of(String text) {
    return of(text.getBytes(StandardCharsets.UTF_8));
  }

  static RcFile of(byte[] bytes) {
    return new RcFile(RcText.of(SOMEWHERE, bytes), FileExposure.PRIVATE, Optional.empty(), false);
  }

  /** The settings of lines that stand in {@code [default]}. */
  static RcConfig lines(String... lines) throws RcException {
    return of("[default]\n" + String.join("\n", lines) + "\n").settings();
  }

  static Path file(Path directory, String mode, String text) throws IOException {
    Path file = Files.writeString(directory.resolve(".fwknoprc"), text);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  static RcException assertRefused(Reason reason, Executable action) {
    RcException refused = assertThrows(RcException.class, action);
    assertEquals(reason, refused.reason(), refused::toString);
    return refused;
  }

  /** The bytes of a key as latin letters: its pass phrase is handed to a program as a line. */
  static String bytesOf(RcKey key) throws RcException, IOException {
    var out = new ByteArrayOutputStream();
    try (var passphrase = key.signingPassPhrase()) {
      passphrase.writeLine(out);
    }
    String line = out.toString(StandardCharsets.ISO_8859_1);
    return line.substring(0, line.length() - 1);
  }
}
