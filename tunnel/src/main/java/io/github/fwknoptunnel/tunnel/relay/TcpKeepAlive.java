package io.github.fwknoptunnel.tunnel.relay;

import io.github.fwknoptunnel.tunnel.KeepAliveConfig;
import java.io.IOException;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.channels.SocketChannel;
import jdk.net.ExtendedSocketOptions;

/** Sets the kernel's keep-alive options. */
final class TcpKeepAlive {
  private TcpKeepAlive() {}

  /** Sets what the system knows of it; the times are the system's own where it takes none. */
  static void set(SocketChannel channel, KeepAliveConfig config) throws IOException {
    set(channel, StandardSocketOptions.SO_KEEPALIVE, true);
    set(channel, ExtendedSocketOptions.TCP_KEEPIDLE, Math.toIntExact(config.idle().toSeconds()));
    set(
        channel,
        ExtendedSocketOptions.TCP_KEEPINTERVAL,
        Math.toIntExact(config.interval().toSeconds()));
    set(channel, ExtendedSocketOptions.TCP_KEEPCOUNT, config.count());
  }

  private static <T> void set(SocketChannel channel, SocketOption<T> option, T value)
      throws IOException {
    if (channel.supportedOptions().contains(option)) {
      channel.setOption(option, value);
    }
  }
}
