package io.github.fwknoptunnel.cli.args;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.fwknoptunnel.cli.error.CliException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bytes that a transcript cannot hold; scripts/option-files.txt has the rest. */
@Timeout(180)
class OptionFileTest {
  @TempDir Path directory;

  @Test
  void utf16IsRefusedByItsName() throws Exception {
    for (Charset charset : List.of(StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      Path file = Files.writeString(directory.resolve("opts"), "\ufeff-remote-host h\n", charset);
      CliException refused =
          assertThrows(CliException.class, () -> ParsedArguments.parse(List.of("@" + file)));
      assertEquals(
          "cannot read the option file " + file + ": the file is UTF-16; save it as UTF-8",
          refused.problem().error());
    }
  }
}
