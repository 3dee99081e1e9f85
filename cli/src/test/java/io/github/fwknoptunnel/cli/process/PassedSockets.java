package io.github.fwknoptunnel.cli.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Starts an installed program with listening sockets, as a service manager does; by perl. */
final class PassedSockets {
  /** The descriptors are 3, 4 and so on, since no other file is open. */
  private static final String PASS =
      """
      use Socket qw(:DEFAULT pack_sockaddr_in6 IN6ADDR_LOOPBACK);
      $^F = 255;
      while ((my $kind = shift) ne '--') {
        my ($domain, $address) = split /:/, $kind, 2;
        my ($family, $at) =
          $domain eq 'unix' ? (AF_UNIX, pack_sockaddr_un($address)) :
          $domain eq 'inet6' ? (AF_INET6, pack_sockaddr_in6(0, IN6ADDR_LOOPBACK)) :
          (AF_INET, pack_sockaddr_in(0, INADDR_LOOPBACK));
        my $type = $domain eq 'udp' ? SOCK_DGRAM : SOCK_STREAM;
        socket(my $socket, $family, $type, 0) or die $!;
        bind($socket, $at) or die $!;
        $type == SOCK_DGRAM || $domain eq 'bound' || listen($socket, 16) or die $!;
        push @sockets, $socket;
        fileno($socket) == 2 + @sockets or die 'other files are open';
      }
      $ENV{LISTEN_PID} = $$;
      $ENV{LISTEN_FDS} = @sockets;
      exec @ARGV or die $!;
      """;

  private PassedSockets() {}

  /**
   * The command.
   *
   * @param sockets {@code inet}, {@code inet6}, {@code unix:PATH}, or of a kind that is refused:
   *     {@code udp}, {@code bound}
   */
  static ProcessBuilder builder(Path launcher, List<String> sockets, String... words) {
    List<String> line = new ArrayList<>(List.of("perl", "-e", PASS));
    line.addAll(sockets);
    line.addAll(List.of("--", launcher.toString()));
    line.addAll(List.of(words));
    return prepared(launcher, new ProcessBuilder(line));
  }

  /** No start-up cache, and a home of its own. */
  static ProcessBuilder prepared(Path launcher, ProcessBuilder builder) {
    builder
        .environment()
        .putAll(
            Map.of(
                "FWKNOP_TUNNEL_CACHE",
                "none",
                "HOME",
                launcher.getParent().toString(),
                "JAVA_HOME",
                System.getProperty("java.home")));
    return builder;
  }
}
