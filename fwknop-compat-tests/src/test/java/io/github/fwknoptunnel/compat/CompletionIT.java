package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.cli.shell.ManPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What we print for shells and for the manual, read by real shells and by groff. */
@RequiresEngine
@Timeout(value = 360, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class CompletionIT {
  private static final Path SCRIPTS = Path.of("src/test/docker/shells");

  private final FirewallContainer firewall = FirewallContainer.shared();

  @Test
  void bashOffersCommandsOptionsAndValues() throws Exception {
    assertEquals(
        List.of("knock", "--key-file", "udp tcp http", "multi", "zsh", "ctr", ""),
        complete(
            "bash",
            "fwknop-tunnel kno",
            "fwknop-tunnel knock --key-fi",
            "fwknop-tunnel knock -P ''",
            "fwknop-tunnel --mode = mu",
            "fwknop-tunnel completion z",
            "fwknop-tunnel inspect -M ct",
            "fwknop-tunnel knock --server-port ''"));
  }

  @Test
  void zshWritesCommandsOptionsAndValues() throws Exception {
    assertEquals(
        List.of(
            "fwknop-tunnel keygen ",
            "fwknop-tunnel knock --key-file=",
            "fwknop-tunnel --mode=multi ",
            "fwknop-tunnel -mode single ",
            "fwknop-tunnel completion zsh ",
            "fwknop-tunnel inspect -M legacy "),
        complete(
            "zsh",
            "fwknop-tunnel keyg",
            "fwknop-tunnel knock --key-fil",
            "fwknop-tunnel --mode=m",
            "fwknop-tunnel -mode si",
            "fwknop-tunnel completion z",
            "fwknop-tunnel inspect -M lega"));
  }

  private List<String> complete(String shell, String... lines) throws Exception {
    String script = "/tmp/completion." + shell;
    firewall.write(script, TunnelProcess.run("", "completion", shell));
    firewall.write("/tmp/complete-" + shell, read("complete-" + shell));
    firewall.write("/tmp/lines." + shell, String.join("\n", lines) + "\n");
    String command = "rm -f %s.shown; %s /tmp/complete-%s %s </tmp/lines.%s";
    return firewall
        .run("sh", "-c", command.formatted(script, shell, shell, script, shell))
        .lines()
        .toList();
  }

  private static String read(String name) throws IOException {
    return Files.readString(SCRIPTS.resolve(name));
  }

  @Test
  void groffHasNothingToSayAboutThePagesOfTheManual() {
    for (ManPage page : ManPage.all()) {
      firewall.write("/tmp/" + page.fileName(), page.text("1.0", "2026-11-29"));
      assertEquals(
          "",
          firewall.run("sh", "-c", "groff -man -Tutf8 -ww -z /tmp/" + page.fileName() + " 2>&1"));
    }
  }
}
