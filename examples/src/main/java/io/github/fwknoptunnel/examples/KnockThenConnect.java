package io.github.fwknoptunnel.examples;

import io.github.fwknoptunnel.tunnel.Connector;
import java.nio.file.Path;

/**
 * Knocks, connects, and prints what the server sends: {@code KnockThenConnect HOST PORT RC-FILE
 * STANZA}. docs/JAVA.md shows this main method.
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
