package io.github.fwknoptunnel.cli.shell;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ManPageTest {
  private static final List<String> SECTIONS =
      List.of(
          "NAME",
          "SYNOPSIS",
          "DESCRIPTION",
          "OPTIONS",
          "ENVIRONMENT",
          "FILES",
          "EXIT STATUS",
          "EXAMPLES",
          "SEE ALSO");

  /** Of the first page. */
  private static final Set<String> EXTRA = Set.of(".SH COMMANDS", ".SH SIGNALS");

  @ParameterizedTest
  @MethodSource("io.github.fwknoptunnel.cli.shell.ManPage#all")
  void aPageHasEveryOptionOfItsCommandByEveryName(ManPage page) {
    String text = page.text("1.0", "2026-11-29");
    for (Setting<?> option : page.command().options()) {
      for (String name : option.names()) {
        assertTrue(text.contains("\\fB" + name.replace("-", "\\-") + "\\fR"), name);
      }
    }
  }

  @Test
  void theFirstPageNamesAllCommandsAndTheOthers() {
    String text = ManPage.all().getFirst().text("1.0", "2026-11-29");
    for (CommandDescriptor command : Commands.NAMED) {
      String name = command.name().replace("-", "\\-");
      assertTrue(text.contains("\n.B " + name + "\n"), name);
      assertTrue(text.contains(".BR fwknop\\-tunnel\\-" + name), name);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        ".SH DESCRIPTION",
        ".SH ENVIRONMENT",
        ".SH FILES",
        ".SH SIGNALS",
        "FWKNOP_TUNNEL_OPT_",
        "FWKNOP_KEY_BASE64",
        "FWKNOP_TUNNEL_CACHE",
        "SIGHUP",
        "@",
        ".RI [ command ]"
      })
  void theFirstPageHasWhatNoOptionTells(String text) {
    assertTrue(ManPage.all().getFirst().text("1.0", "2026-11-29").contains(text));
  }

  @Test
  void eachPageHasTheStatusesOfItsCommand() {
    for (ManPage page : ManPage.all()) {
      String name = page.command().name();
      String text = page.text("1.0", "2026-11-29");
      boolean signal = Set.of("", "exec", "connect", "knock").contains(name);
      assertEquals(signal, text.contains("128+n"), name);
      assertEquals(!name.equals("check"), text.contains("the port stayed closed"), name);
      assertTrue(text.contains(".SH EXIT STATUS"), name);
    }
  }

  @ParameterizedTest
  @MethodSource("io.github.fwknoptunnel.cli.shell.ManPage#all")
  void aPageHasTheUsualSectionsInTheirOrderAndADate(ManPage page) {
    String text = page.text("1.0", "2026-11-29");
    assertTrue(text.startsWith(".TH "), text);
    assertTrue(text.lines().findFirst().orElseThrow().contains(" 1 2026-11-29 "), text);
    List<String> sections =
        text.lines()
            .filter(line -> line.startsWith(".SH ") && !EXTRA.contains(line))
            .map(line -> line.substring(4))
            .toList();
    assertEquals(SECTIONS, sections);
  }

  /** mandoc's lint accepts no longer ones; a macro's arguments cannot be broken. */
  @ParameterizedTest
  @MethodSource("io.github.fwknoptunnel.cli.shell.ManPage#all")
  void textIsInShortLines(ManPage page) {
    assertEquals(
        List.of(),
        page.text("1.0", "2026-11-29")
            .split("[.]SH EXAMPLES")[0]
            .lines()
            .filter(line -> !line.startsWith(".") && !line.startsWith("\\fB"))
            .filter(line -> line.length() > 80)
            .toList());
  }

  @Test
  void pagesAreWrittenUnderTheNamesThatManLooksFor(@TempDir Path directory) throws Exception {
    ManPages.main(new String[] {directory.resolve("man1").toString(), "1.0", "2026-11-29"});
    try (var files = Files.list(directory.resolve("man1"))) {
      assertEquals(Commands.NAMED.size() + 1, files.count());
    }
    assertTrue(Files.exists(directory.resolve("man1/fwknop-tunnel-knock.1")));
  }
}
