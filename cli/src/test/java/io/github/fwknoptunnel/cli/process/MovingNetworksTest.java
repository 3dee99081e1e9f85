package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A laptop whose networks change while the tunnel runs: it is never started again. */
@Timeout(180)
class MovingNetworksTest {
  private static final int HOME = 1;
  private static final int CAFE = 2;
  private static final int VPN = 3;
  private static final String NAME = "office.test";

  @TempDir Path directory;
  private NetworkLab lab;
  private RunningProgram server;
  private Path hosts;

  @BeforeEach
  void start() throws Exception {
    lab = new NetworkLab();
    server = RunningProgram.start(lab.onServer(LabServer.builder()));
    server.awaitLine("ready");
    hosts = Files.writeString(directory.resolve("hosts"), NetworkLab.SERVER + " " + NAME + "\n");
    lab.join(HOME, 100);
  }

  @AfterEach
  void stop() {
    server.close();
    lab.close();
  }

  private RunningProgram tunnel(String... more) throws IOException {
    Path keys = directory.resolve("keys");
    Files.writeString(keys, "KEY: " + LabServer.KEY + "\nHMAC_KEY: " + LabServer.HMAC_KEY + "\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    List<String> words =
        List.of(
            "-local-port",
            "0",
            "-remote-host",
            NAME,
            "-remote-port",
            "" + LabServer.SERVICE_PORT,
            "--key-file",
            keys.toString(),
            "--no-rc-file");
    return RunningProgram.start(
        lab.onLaptop(
            RunningProgram.builder(
                List.of("-Djdk.net.hosts.file=" + hosts),
                Stream.concat(words.stream(), Stream.of(more)).toArray(String[]::new))));
  }

  private RunningProgram resolvingTunnel() throws IOException {
    String url = "http://" + NetworkLab.WEB + ":" + LabServer.WEB_PORT + "/";
    return tunnel("-R", "--resolve-http-only", "--resolve-url", url);
  }

  /** The first packet in this network names the address there: none was sent with another. */
  private void assertOpensFrom(int network, int port) throws Exception {
    assertEquals("hello", lab.echo(port, "hello"));
    server.awaitLine("opened for ");
    assertEquals(
        "opened for 10." + network + ".0.2", server.seen().getLast(), () -> "" + server.seen());
  }

  private void assertAsksIn(int network) throws Exception {
    server.awaitLine("asked by ");
    assertEquals("asked by 10." + network + ".0.2", server.seen().getLast());
  }

  @Test
  void aLaptopThatChangesTheNetworkAsksForItsAddressThere() throws Exception {
    try (RunningProgram tunnel = resolvingTunnel()) {
      int port = tunnel.port();
      assertEquals("hello", lab.echo(port, "hello"));
      assertAsksIn(HOME);
      server.awaitLine("opened for 10.1.0.2");
      lab.leave(HOME);
      assertEquals("", lab.echo(port, "hello"), "there is no network");
      lab.join(CAFE, 100);
      assertEquals("hello", lab.echo(port, "hello"));
      assertAsksIn(CAFE);
      server.awaitLine("opened for ");
      assertEquals("opened for 10.2.0.2", server.seen().getLast());
    }
  }

  @Test
  void aVpnThatComesAndGoesIsKnockedThroughAndThenBesideIt() throws Exception {
    try (RunningProgram tunnel = resolvingTunnel()) {
      int port = tunnel.port();
      assertOpensFrom(HOME, port);
      lab.join(VPN, 50);
      assertOpensFrom(VPN, port);
      lab.leave(VPN);
      lab.shut();
      assertOpensFrom(HOME, port);
    }
  }

  /** The server takes the address that the packet comes from. */
  @Test
  void withoutAQuestionTheNextConnectionKnocksInTheNewNetwork() throws Exception {
    try (RunningProgram tunnel = tunnel()) {
      int port = tunnel.port();
      assertOpensFrom(HOME, port);
      lab.leave(HOME);
      lab.join(CAFE, 100);
      assertOpensFrom(CAFE, port);
    }
  }

  /** The JDK remembers a name for a few seconds, and the first attempt may still go astray. */
  @Test
  void aDynamicNameThatMovesIsFollowed() throws Exception {
    try (RunningProgram tunnel = tunnel("--connect-timeout", "3")) {
      int port = tunnel.port();
      assertOpensFrom(HOME, port);
      lab.moveServer("192.0.2.3");
      lab.shut();
      Files.writeString(hosts, "192.0.2.3 " + NAME + "\n");
      eventually("a connection", () -> lab.echo(port, "hello").equals("hello"));
      server.awaitLine("opened for 10.1.0.2");
    }
  }
}
