package io.github.fwknoptunnel.spa.testing;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Ports that the kernel gives to nobody else until this JVM ends. They refuse connections until a
 * server listens there, of this JVM or another (with SO_REUSEADDR, as all of Java's on Linux), and
 * again when it has closed. A port that was merely free may go to another test meanwhile.
 */
public final class ReservedPort {
  /** Sockets that are bound and do not listen. */
  private static final List<SocketChannel> HELD = new CopyOnWriteArrayList<>();

  private ReservedPort() {}

  /** A port of 127.0.0.1. */
  public static InetSocketAddress next() throws IOException {
    return next(InetAddress.getByName("127.0.0.1"));
  }

  /** A port of a local address. */
  public static InetSocketAddress next(InetAddress address) throws IOException {
    SocketChannel held =
        SocketChannel.open()
            .setOption(StandardSocketOptions.SO_REUSEADDR, true)
            .bind(new InetSocketAddress(address, 0));
    HELD.add(held);
    return (InetSocketAddress) held.getLocalAddress();
  }
}
