package io.github.fwknoptunnel.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The reference of options is what the program's own tables say. */
class ReferenceTest {
  @Test
  void thePageIsTheOneThatTheGeneratorWrites() throws Exception {
    String page = Reference.text();
    Files.writeString(Path.of("target/REFERENCE.md"), page);
    assertEquals(
        page,
        Files.readString(Path.of("../docs/REFERENCE.md")),
        "docs/REFERENCE.md is out of date: run .ci/reference");
  }

  @Test
  void everySettingOfAnRcFileIsNamed() {
    assertEquals(RcVariable.names().stream().sorted().toList(), Reference.settingNames());
  }
}
