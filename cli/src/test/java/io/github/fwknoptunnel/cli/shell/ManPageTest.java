package io.github.fwknoptunnel.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.CommandModel;
import io.github.fwknoptunnel.cli.args.Models;
import io.github.fwknoptunnel.cli.args.Opt;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ManPageTest {
  @ParameterizedTest
  @MethodSource("io.github.fwknoptunnel.cli.shell.ManPage#all")
  void aPageHasEveryOptionOfItsCommandByEveryName(ManPage page) {
    String text = page.text("1.0");
    for (Opt option : page.command().options()) {
      for (String name : option.names()) {
        assertTrue(text.contains("\\fB" + name.replace("-", "\\-") + "\\fR"), name);
      }
    }
  }

  @Test
  void theFirstPageNamesAllCommandsAndTheOthers() {
    String text = ManPage.all().getFirst().text("1.0");
    for (CommandModel command : Models.NAMED) {
      String name = command.name().replace("-", "\\-");
      assertTrue(text.contains("\n.B " + name + "\n"), name);
      assertTrue(text.contains(".BR fwknop\\-tunnel\\-" + name), name);
    }
  }

  @Test
  void pagesAreWrittenUnderTheNamesThatManLooksFor(@TempDir Path directory) throws Exception {
    ManPages.main(new String[] {directory.resolve("man1").toString(), "1.0"});
    try (var files = Files.list(directory.resolve("man1"))) {
      assertEquals(Models.NAMED.size() + 1, files.count());
    }
    assertTrue(Files.exists(directory.resolve("man1/fwknop-tunnel-knock.1")));
  }
}
