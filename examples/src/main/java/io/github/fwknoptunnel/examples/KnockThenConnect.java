package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.tunnel.Connector;
import java.nio.file.Path;

/**
 * What a server behind a firewall says: {@code KnockThenConnect HOST PORT RC-FILE STANZA}. Its main
 * is in docs/JAVA.md.
 */
public final class KnockThenConnect {
  private KnockThenConnect() {}

  public static void main(String[] args) throws Exception {
    try (var connector = Connector.to(args[0]).stanza(Path.of(args[2]), args[3]).build();
        var socket = connector.connect(Integer.parseInt(args[1]))) {
      socket.getInputStream().transferTo(System.out);
    }
  }
}
