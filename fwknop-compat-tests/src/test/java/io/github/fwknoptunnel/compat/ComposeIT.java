package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.dockerjava.api.DockerClient;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.GenericContainer;
import org.testcontainers.containers.Network;
import org.testcontainers.containers.output.OutputFrame.OutputType;
import org.testcontainers.containers.wait.strategy.Wait;
import org.testcontainers.images.builder.Transferable;
import org.testcontainers.utility.DockerImageName;

/** The image and the composition of the examples, before a real PostgreSQL behind fwknopd. */
@RequiresEngine
@Timeout(value = 900, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ComposeIT {
  private static final String IMAGE = "fwknop-tunnel:test";
  private static final int POSTGRES = 5432;
  private static final int ECHO = 7013;

  /** Images that are here, and the network that the firewall is in. */
  private static final String OVERRIDE =
      """
      services:
        app:
          image: fwknop-tunnel-services:test
          entrypoint: [env]
        tunnel:
          image: %s
          environment:
            FWKNOP_TUNNEL_OPT_MAX_PACKETS: "1"
      networks:
        outside:
          external: true
          name: %s
      """;

  @TempDir Path directory;

  @BeforeAll
  static void build() throws Exception {
    String packages = Packages.directory().toString();
    Composition.docker("build", "-t", IMAGE, "-f", "examples/compose/Dockerfile", packages);
  }

  @Test
  void theApplicationGetsItsAnswerAndNothingRemains() throws Exception {
    Stanza stanza = FirewallContainer.stanza(POSTGRES);
    Files.writeString(directory.resolve("fwknop-keys"), keys(stanza));
    Path password = directory.resolve("pgpass");
    Files.writeString(password, "tunnel:5432:app:app:only-here\n");
    Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
    try (Network.NetworkImpl network = Network.builder().build();
        FirewallContainer firewall =
            FirewallContainer.startWithServices(stanza.access(), network, "db.example.com")) {
      String override = OVERRIDE.formatted(IMAGE, network.getName());
      try (Composition composition = new Composition(directory, override)) {
        composition.run("up", "--exit-code-from", "app");
        String answer = composition.run("logs", "--no-color", "app");
        assertTrue(answer.contains("(1 row)"), answer);
        String status = Composition.status("tunnel");
        assertTrue(status.startsWith("Exited (0)"), status);
      }
      assertEquals(1, firewall.openings(POSTGRES).size());
      assertEquals("", Composition.remains());
    }
  }

  @Test
  void theProgramIsAloneInTheImageAndFinishesConnectionsWhenItIsStopped() throws Exception {
    try (GenericContainer<?> tunnel = new GenericContainer<>(DockerImageName.parse(IMAGE))) {
      start(tunnel);
      DockerClient engine = tunnel.getDockerClient();
      String id = tunnel.getContainerId();
      String[] process =
          engine.topContainerCmd(id).withPsArgs("-eo uid,pid,comm").exec().getProcesses()[0];
      assertEquals("65532 java", process[0] + " " + process[2]);
      // 126 or 127, by the engine's version.
      assertNotEquals(0, tunnel.execInContainer("/bin/sh", "-c", "true").getExitCode());
      try (Socket client = new Socket(address(tunnel), 6000)) {
        assertEchoes(client);
        engine.killContainerCmd(id).withSignal("QUIT").exec();
        engine.killContainerCmd(id).withSignal("TERM").exec();
        Knocks.await("the stop", () -> tunnel.getLogs().contains("stopping"));
        assertEquals(1, health(tunnel));
        assertEchoes(client);
      }
      Knocks.await("its end", () -> !tunnel.isRunning());
      assertEquals(0, tunnel.getCurrentContainerInfo().getState().getExitCodeLong());
      assertFalse(tunnel.getLogs(OutputType.STDERR).contains("Full thread dump"));
      assertEquals("", tunnel.getLogs(OutputType.STDOUT));
    }
  }

  private static void start(GenericContainer<?> tunnel) {
    tunnel
        .withImagePullPolicy(name -> false)
        .withExtraHost("db.example.com", FirewallContainer.shared().address())
        .withCopyToContainer(Transferable.of(keys(FirewallContainer.stanza(ECHO)), 0444), "/keys")
        .withCommand(
            "-bind-address=0.0.0.0",
            "-remote-host=db.example.com",
            "-remote-port=" + ECHO,
            "--key-file=/keys",
            "--insecure-key-file")
        .waitingFor(Wait.forHealthcheck())
        .start();
  }

  private static int health(GenericContainer<?> tunnel) throws Exception {
    return tunnel
        .execInContainer("/program/runtime/bin/java", "-fullversion", "@/tmp/ready")
        .getExitCode();
  }

  private static void assertEchoes(Socket client) throws IOException {
    client.getOutputStream().write('x');
    assertEquals('x', client.getInputStream().read());
  }

  private static String keys(Stanza stanza) {
    return "KEY_BASE64: %s%nHMAC_KEY_BASE64: %s%n"
        .formatted(stanza.keyBase64(), stanza.hmacKeyBase64());
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
