package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.profile.Profile;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import io.github.fwknoptunnel.tunnel.knock.ExternalCommand;
import io.github.fwknoptunnel.tunnel.knock.KnockRateLimiter;
import io.github.fwknoptunnel.tunnel.knock.RateLimitedKnocker;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The recipes of docs/COOKBOOK.md, which shows the body of each method. */
final class Cookbook {
  private Cookbook() {}

  static void knock(Path keys, String server, int spaPort, int port) throws Exception {
    try (Profile profile = Profile.ofKeyFile(keys, server, spaPort)) {
      profile.knock(SpaRequest.access(PortSpec.tcp(port)));
    }
  }

  static void openPortsForAnotherHost(Path keys, SpaServer spaServer, int http, int https)
      throws Exception {
    try (Profile profile = Profile.ofKeyFile(keys, spaServer.name())) {
      SpaRequest request =
          SpaRequest.access(PortSpec.tcp(http), PortSpec.tcp(https))
              .withAccessTimeout(Duration.ofMinutes(5));
      profile.client().knock(request, new AllowIp("192.0.2.7"), spaServer);
    }
  }

  static String connect(Path keys, String host, int spaPort, int port) throws Exception {
    try (Connector connector =
            Connector.to(host)
                .keys(keys)
                .via(host, spaPort)
                .connectTimeout(Duration.ofSeconds(2))
                .build();
        Socket socket = connector.connect(port)) {
      return "connected to " + socket.getRemoteSocketAddress();
    } catch (ConnectFailedException e) {
      return e.failure().code() + ": " + e.getMessage();
    }
  }

  static void connectTenTimes(Path keys, String host, int spaPort, int port) throws Exception {
    try (Connector connector = Connector.to(host).keys(keys).via(host, spaPort).build()) {
      for (int i = 0; i < 10; i++) {
        connector.connect(port).close();
      }
    }
  }

  static Tunnel listen(Connector connector, int port) throws Exception {
    Tunnel tunnel = connector.listen(0, port);
    System.out.println("listening on port " + tunnel.address().getPort());
    return tunnel;
  }

  static Socket socketOfAFactory(Path keys, String host, int spaPort, int port) throws Exception {
    KnockingSocketFactory factory =
        KnockingSocketFactory.builder().keys(keys).server(host, spaPort).build();
    return factory.createSocket(host, port);
  }

  static Connector watch(Path keys, String host, int spaPort, List<String> log) throws Exception {
    return Connector.to(host)
        .keys(keys)
        .via(host, spaPort)
        .onEvent(event -> {
          if (event instanceof TunnelEvent.PortOpened opened) {
            log.add("open after " + opened.took().toMillis() + " ms");
          }
        })
        .build();
  }

  static Tunnel knockByCommand(String command, String host, int port) throws Exception {
    CommandKnocker knocker =
        new CommandKnocker(
            ExternalCommand.parse(command), Duration.ofSeconds(30), CommandKnocker.Output.NONE);
    TunnelConfig config =
        TunnelConfig.builder(host, port).knock(TunnelConfig.KnockConfig.shared(knocker)).build();
    return Tunnel.open(config, event -> {});
  }

  static Tunnel limitPackets(Profile profile, String host, int port) throws Exception {
    SpaKnocker packets = SpaKnocker.of(profile, SpaRequest.access(PortSpec.tcp(port)));
    RateLimitedKnocker limited =
        new RateLimitedKnocker(packets, KnockRateLimiter.perMinute(20), Duration.ofSeconds(10));
    TunnelConfig config =
        TunnelConfig.builder(host, port).knock(TunnelConfig.KnockConfig.shared(limited)).build();
    return Tunnel.open(config, event -> {});
  }

  static SpaPacket sealWithoutSending(byte[] key, byte[] hmacKey, int port) throws Exception {
    try (SpaKeys keys = SpaKeys.of(EncryptionKey.of(key), HmacKey.of(hmacKey))) {
      return SpaClient.builder(keys).build().seal(SpaRequest.access(PortSpec.tcp(port)));
    }
  }

  static String verify(SpaPacket packet, SpaKeys serverKeys) {
    try {
      return new SpaOpener(serverKeys, SpaSuite.DEFAULT).open(packet).fields().message();
    } catch (PacketException e) {
      return "refused: " + e.reason();
    }
  }
}
