package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.testcontainers.containers.Container.ExecResult;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/**
 * The image, as the composition of the examples runs it. Compose itself is not needed: the command
 * is read from its file, and an echo service behind the gate stands for the database.
 */
@RequiresEngine
@Timeout(value = 180, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComposeIT {
  private static final Path EXAMPLE = Path.of("../examples/compose");
  private static final String IMAGE = "fwknop-tunnel:test";
  private static final int DATABASE = 7013;

  /** The options of the service "tunnel", for the database that is here. */
  private static String[] options() throws Exception {
    String service = Files.readString(EXAMPLE.resolve("compose.yaml")).split("\n  tunnel:\n")[1];
    List<String> options =
        service
            .lines()
            .dropWhile(line -> !line.equals("    command:"))
            .skip(1)
            .takeWhile(line -> line.startsWith("      - "))
            .map(line -> line.substring("      - ".length()))
            .map(line -> line.replace("-remote-port=5432", "-remote-port=" + DATABASE))
            .toList();
    assertEquals(8, options.size(), "options in compose.yaml");
    return options.toArray(String[]::new);
  }

  @Test
  void theTunnelIsHealthyAndLeadsTheApplicationToItsDatabase() throws Exception {
    Process build =
        new ProcessBuilder(EXAMPLE.resolve("build").toString(), IMAGE).inheritIO().start();
    assertEquals(0, build.waitFor(), "build");
    Stanza stanza = Gate.stanza(DATABASE);
    String keys =
        "KEY_BASE64: %s%nHMAC_KEY_BASE64: %s%n"
            .formatted(stanza.keyBase64(), stanza.hmacKeyBase64());
    try (GenericContainer<?> tunnel = new GenericContainer<>(DockerImageName.parse(IMAGE))) {
      tunnel
          .withImagePullPolicy(name -> false)
          .withExtraHost("db.example.com", Gate.shared().address())
          .withCopyToContainer(Transferable.of(keys, 0444), "/run/secrets/fwknop-keys")
          .withCommand(options())
          .waitingFor(Wait.forHealthcheck())
          .start();
      assertEquals("65532", bash(tunnel, "id -u"));
      assertTrue(Knocks.echoes(address(tunnel), 5432), tunnel::getLogs);
      assertEquals("ready", bash(tunnel, "healthy && echo ready"));
    }
  }

  private static String bash(GenericContainer<?> container, String script) throws Exception {
    ExecResult result = container.execInContainer("bash", "-c", script);
    assertEquals(0, result.getExitCode(), result::toString);
    return result.getStdout().strip();
  }

  private static String address(GenericContainer<?> container) {
    return container
        .getContainerInfo()
        .getNetworkSettings()
        .getNetworks()
        .values()
        .iterator()
        .next()
        .getIpAddress();
  }
}
