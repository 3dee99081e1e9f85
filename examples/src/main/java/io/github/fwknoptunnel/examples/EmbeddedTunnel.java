package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.tunnel.Connector;
import java.nio.file.Path;

/**
 * Opens a local port that leads to a port behind a firewall, until Enter is pressed: {@code
 * EmbeddedTunnel HOST PORT RC-FILE STANZA}.
 */
public final class EmbeddedTunnel {
  private EmbeddedTunnel() {}

  public static void main(String[] args) throws Exception {
    try (var connector = Connector.to(args[0]).stanza(Path.of(args[2]), args[3]).build();
        var tunnel = connector.listen(0, Integer.parseInt(args[1]))) {
      System.out.println("listening on port " + tunnel.address().getPort());
      System.in.read();
    }
  }
}
