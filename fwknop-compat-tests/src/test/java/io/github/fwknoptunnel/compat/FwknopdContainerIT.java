package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.tunnel.Connector;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The container as the tests of another project use it: with its public members alone. */
@RequiresEngine
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FwknopdContainerIT {
  private static final String KEYS =
      """
      KEY_BASE64: a2V5IG9mIHRoZSBjb250YWluZXIgdGVzdCAwMDAwMDE=
      HMAC_KEY_BASE64: aG1hYyBrZXkgb2YgdGhlIGNvbnRhaW5lciB0ZXN0IDI=
      """;

  @ParameterizedTest
  @EnumSource
  void aPacketOpensThePort(FwknopdContainer.Server server, @TempDir Path directory)
      throws Exception {
    String accessConf = "SOURCE ANY\nOPEN_PORTS tcp/7001\n" + KEYS.replace(":", "");
    Path keys = Files.writeString(directory.resolve("keys"), KEYS);
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    try (FwknopdContainer container = new FwknopdContainer(server, accessConf)) {
      container.start();
      try (Connector connector = Connector.to(container.address()).keys(keys).build();
          Socket socket = connector.connect(7001)) {
        socket.getOutputStream().write('x');
        assertEquals('x', socket.getInputStream().read());
      }
      String rules = container.execInContainer("cat", "/var/log/rules.log").getStdout();
      assertTrue(rules.contains("opened tcp/7001"), rules);
    }
  }

  @Test
  void thePageAboutTheLibrariesShowsIt() throws IOException {
    String source =
        Files.readString(
            Path.of("src/test/java/io/github/fwknoptunnel/compat/FwknopdContainerIT.java"));
    String shown =
        source.substring(source.indexOf("    try (Fwknopd"), source.indexOf("      String rules"));
    String page = Files.readString(DocumentRun.PROJECT.resolve("docs/JAVA.md"));
    assertTrue(
        page.contains("```java\n" + shown.stripTrailing().stripIndent() + "\n}\n```"), shown);
  }
}
