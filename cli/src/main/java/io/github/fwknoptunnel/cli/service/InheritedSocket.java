package io.github.fwknoptunnel.cli.service;

import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.Map;
import java.util.Optional;

/**
 * A listening socket from systemd or {@code systemd-socket-activate}. They give it as descriptor 3;
 * a JVM takes only descriptor 0 over, so the launcher moves it there.
 */
public final class InheritedSocket {
  private InheritedSocket() {}

  /**
   * The socket.
   *
   * @return empty if none was given
   * @throws IOException if several were given, or something else
   */
  public static Optional<ServerSocketChannel> take(Map<String, String> environment)
      throws IOException {
    String pid = environment.getOrDefault("LISTEN_PID", "");
    String count = environment.getOrDefault("LISTEN_FDS", "0");
    if (!pid.equals(Long.toString(ProcessHandle.current().pid())) || count.equals("0")) {
      return Optional.empty();
    }
    if (!count.equals("1")) {
      throw new IOException(count + " sockets were passed; a tunnel takes one");
    }
    Channel channel = System.inheritedChannel();
    if (channel instanceof ServerSocketChannel socket) {
      return Optional.of(socket);
    }
    throw new IOException("the passed descriptor is not a listening socket");
  }
}
