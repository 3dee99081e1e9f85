package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/** What a server behind a gate says: {@code KnockThenConnect HOST PORT SPA-PORT KEY-FILE}. */
public final class KnockThenConnect {
  private KnockThenConnect() {}

  public static void main(String[] args) throws Exception {
    var target = new TunnelConfig.HostAndPort(args[0], Integer.parseInt(args[1]));
    var request = SpaRequest.access(PortSpec.tcp(target.port()));
    try (var keys = KeyFile.read(Path.of(args[3])).keys()) {
      var client = SpaClient.builder(keys).build();
      var knocker = new SpaKnocker(client, request, args[0], Integer.parseInt(args[2]), 3);
      var knock =
          Optional.of(new TunnelConfig.KnockConfig(knocker, Duration.ZERO, Optional.empty()));
      var connection = new Connector(target, Duration.ofSeconds(10), knock, System.err::println);
      try (var channel = connection.connect()) {
        Channels.newInputStream(channel).transferTo(System.out);
      }
    }
  }
}
