package io.github.fwknoptunnel.examples.packets;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.message.Username;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.spa.transport.HttpProxy;
import io.github.fwknoptunnel.spa.transport.HttpTextException;
import io.github.fwknoptunnel.spa.transport.HttpTransport;
import io.github.fwknoptunnel.spa.transport.SpaServer;
import io.github.fwknoptunnel.spa.transport.SpaTransport;
import io.github.fwknoptunnel.spa.transport.TcpTransport;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.spa.transport.UdpTransport;
import io.github.fwknoptunnel.spa.transport.UserAgent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Opens TCP port 22 over a network that allows only some protocols: {@code KnockOver KEY-FILE
 * SERVER SPA-PORT WAY [USER]}, where WAY is {@code udp}, {@code tcp}, {@code http}, {@code print}
 * or a web proxy.
 */
public final class KnockOver {
  private KnockOver() {}

  public static void main(String[] args) throws Exception {
    try (var settings = KeyFile.read(Path.of(args[0]))) {
      SpaClient.Builder client = SpaClient.builder(settings.keys()).suite(settings.suite());
      if (args.length > 4) {
        client.username(new Username(args[4]));
      }
      var server = SpaServer.resolve(args[1], Integer.parseInt(args[2]));
      client
          .transport(transport(args[3]))
          .build()
          .knock(SpaRequest.access(PortSpec.tcp(22)), server);
    } catch (TransportException e) {
      System.err.println(
          e.reason() == TransportException.Reason.NAME_NOT_FOR_HTTP
              ? "name the server by its IPv4 address, not " + e.detail()
              : "use udp: " + e.getMessage());
      System.exit(1);
    } catch (HttpTextException e) {
      System.err.println(e.text() + " is neither a way to send nor a proxy: " + e.reason());
      System.exit(2);
    }
  }

  private static SpaTransport transport(String way) throws HttpTextException {
    return switch (way) {
      case "udp" -> new UdpTransport();
      case "tcp" -> new TcpTransport(Duration.ofSeconds(3));
      case "http" ->
          new HttpTransport(
              UserAgent.parse("Fwknop/2.6.10"), Optional.empty(), Duration.ofSeconds(3));
      // Anything that carries a text to the server is a transport.
      case "print" -> (packet, server) -> System.out.println(server + " " + packet.wire());
      default -> new HttpTransport().through(HttpProxy.parse(way));
    };
  }
}
