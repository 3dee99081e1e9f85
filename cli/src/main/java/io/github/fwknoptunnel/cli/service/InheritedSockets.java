package io.github.fwknoptunnel.cli.service;

import io.github.fwknoptunnel.cli.linux.InheritedDescriptor;
import java.io.IOException;
import java.nio.channels.Channel;
import java.nio.channels.ServerSocketChannel;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * Listening sockets from systemd or {@code systemd-socket-activate}, and their names
 * (sd_listen_fds_with_names(3)). They are descriptors 3, 4 and so on. The launcher moves a single
 * one to 0, where a JVM takes it over itself.
 */
public final class InheritedSockets {
  private static final int FIRST = 3;
  private static final String NO_NAME = "unknown";

  private InheritedSockets() {}

  /**
   * The names, in the order of the descriptors.
   *
   * @return empty if this process was passed no socket
   * @throws IOException if the variables contradict each other
   */
  public static List<String> names(Map<String, String> environment) throws IOException {
    String pid = environment.getOrDefault("LISTEN_PID", "");
    String count = environment.getOrDefault("LISTEN_FDS", "0");
    if (!pid.equals(Long.toString(ProcessHandle.current().pid())) || count.equals("0")) {
      return List.of();
    }
    if (!count.matches("[1-9][0-9]{0,5}")) {
      throw new IOException("LISTEN_FDS: invalid value '" + count + "' (expected a number)");
    }
    String names = environment.get("LISTEN_FDNAMES");
    if (names == null) {
      return Collections.nCopies(Integer.parseInt(count), NO_NAME);
    }
    List<String> all = List.of(names.split(":", -1));
    if (all.size() != Integer.parseInt(count)) {
      throw new IOException("LISTEN_FDS=" + count + " does not match LISTEN_FDNAMES=" + names);
    }
    return all;
  }

  /** Whether this process has a socket for its stdin, which no child must get. */
  public static boolean isStdin(Map<String, String> environment) {
    try {
      return names(environment).size() == 1;
    } catch (IOException e) {
      return false;
    }
  }

  /** Whether systemd chose the name: that of the socket unit, or none. */
  public static boolean isDefault(String name) {
    return name.equals(NO_NAME) || name.endsWith(".socket");
  }

  /**
   * Takes a socket over.
   *
   * @param names of all that were passed
   * @param index of this one among them
   * @throws IOException if it is not a listening socket, or cannot be taken over
   */
  public static ServerSocketChannel take(List<String> names, int index) throws IOException {
    if (names.size() > 1) {
      return InheritedDescriptor.take(FIRST + index, names.get(index));
    }
    Channel channel = System.inheritedChannel();
    if (channel instanceof ServerSocketChannel socket) {
      return socket;
    }
    throw new IOException("the passed descriptor is not a listening socket");
  }
}
