package io.github.fwknoptunnel.tunnel;

import java.io.IOException;
import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** A client that is not served yet. */
record PendingClient(
    long number, SocketChannel client, SocketAddress from, TunnelConnection connection) {
  TunnelEvent accepted() {
    return new TunnelEvent.Accepted(number, from);
  }

  TunnelEvent rejected(Rejection rejection) {
    return new TunnelEvent.ClientRejected(number, from, rejection);
  }

  /** Closes a client that is not served. */
  static void close(SocketChannel client) {
    try {
      client.close();
    } catch (IOException e) {
      // Nothing uses it any more.
    }
  }
}
