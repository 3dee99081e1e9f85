package io.github.fwknoptunnel.tunnel;

import java.net.SocketAddress;
import java.nio.channels.SocketChannel;

/** A client that is not served yet. */
record PendingClient(
    long number, SocketChannel client, SocketAddress from, TunnelConnection connection) {}
