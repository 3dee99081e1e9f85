package io.github.fwknoptunnel.cli.config.tunnel;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.TtyPrompt;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelConfig.HostAndPort;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** How many packets the targets of a route need that have no SPA server but themselves. */
@Timeout(180)
class RoutePacketsTest {
  private static final PrintStream NOWHERE = new PrintStream(OutputStream.nullOutputStream());

  @TempDir Path directory;
  private Path keys;

  @BeforeEach
  void writeKeys() throws Exception {
    keys = Files.writeString(directory.resolve("keys"), "KEY: horse\nHMAC_KEY: staple\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  private ProxyRoutes routes(int spaPort) throws Exception {
    return ProxyRoutes.read(
        ParsedArguments.parse(
            List.of(
                "--socks",
                "0",
                "--route",
                "*=spa",
                "--no-rc-file",
                "--key-file",
                "" + keys,
                "-p",
                "" + spaPort)),
        new Console(InputStream.nullInputStream(), NOWHERE, NOWHERE, new TtyPrompt()));
  }

  private static KnockResult knock(ProxyRoutes routes, String name, String address, int port)
      throws Exception {
    TunnelConfig.Route route = routes.route(new HostAndPort(name, port)).orElseThrow();
    return assertInstanceOf(TunnelConfig.Route.Knock.class, route)
        .knock()
        .knocker()
        .knock(new KnockTarget(name, InetAddress.getByName(address), port, 1));
  }

  @Test
  void twoNamesOfOneServerShareAPacket() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      ProxyRoutes routes = routes(server.getLocalPort());
      assertInstanceOf(
          KnockResult.PacketSent.class, knock(routes, "db.example.com", "127.0.0.1", 22));
      assertInstanceOf(
          KnockResult.PacketShared.class, knock(routes, "alias.example.com", "127.0.0.1", 22));
      assertInstanceOf(KnockResult.PacketShared.class, knock(routes, "127.0.0.1", "127.0.0.1", 22));
    }
  }

  @Test
  void anotherServerAndAnotherPortGetPacketsOfTheirOwn() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
      ProxyRoutes routes = routes(server.getLocalPort());
      for (String address : List.of("127.0.0.1", "127.0.0.2")) {
        for (int port : List.of(22, 443)) {
          assertInstanceOf(
              KnockResult.PacketSent.class, knock(routes, "db.example.com", address, port));
        }
      }
    }
  }
}
