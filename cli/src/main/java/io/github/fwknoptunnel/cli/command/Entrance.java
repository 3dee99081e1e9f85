package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.EntranceOptions;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Limits;
import io.github.fwknoptunnel.tunnel.guard.AllowedUsers;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;

/** Where clients come in, and what they may have. */
record Entrance(SocketAddress bind, Limits limits) {
  private static final int DEFAULT_LOCAL_PORT = 6000;

  /** Far more than this program has file descriptors for. */
  private static final int MOST_CONNECTIONS = 1_000_000;

  static Entrance read(Arguments arguments) throws ProblemException {
    int connections =
        arguments
            .number(EntranceOptions.MAX_CONNECTIONS, 1, MOST_CONNECTIONS)
            .orElse(Limits.DEFAULT.connections());
    return new Entrance(bind(arguments), new Limits(connections, users(arguments)));
  }

  private static Optional<AllowedUsers> users(Arguments arguments) throws ProblemException {
    List<String> names = arguments.texts(EntranceOptions.ALLOW_USER);
    if (names.isEmpty()) {
      return Optional.empty();
    }
    if (!System.getProperty("os.name").equals("Linux")) {
      throw new ProblemException(
          Problem.usage(
              EntranceOptions.ALLOW_USER + " works on Linux only",
              "--local-socket keeps other users out here as well"));
    }
    try {
      return Optional.of(AllowedUsers.of(names));
    } catch (UserPrincipalNotFoundException e) {
      throw Arguments.bad(EntranceOptions.ALLOW_USER, e.getName(), "a user's name or number");
    } catch (IOException e) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CONFIGURATION,
              "the users of this system cannot be looked up: " + e.getMessage(),
              EntranceOptions.ALLOW_USER + " takes numbers too"),
          e);
    }
  }

  /** Said once at the start: who can connect to the tunnel needs no key. */
  Optional<String> warning() {
    if (!(bind instanceof InetSocketAddress port) || port.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    return Optional.of(
        limits.users().isPresent()
            ? EntranceOptions.ALLOW_USER
                + " refuses everybody from elsewhere, and yet it listens on "
                + port.getHostString()
            : "others on the network can use this tunnel, and with it the door it opens: it listens on "
                + port.getHostString());
  }

  private static SocketAddress bind(Arguments arguments) throws ProblemException {
    InetSocketAddress port = port(arguments);
    Optional<Path> file = arguments.file(EntranceOptions.LOCAL_SOCKET);
    Optional<Opt> other = arguments.firstOf(List.of(Options.LOCAL_PORT, Options.BIND_ADDRESS));
    if (file.isPresent() && other.isPresent()) {
      throw new ProblemException(
          Problem.usage(
              EntranceOptions.LOCAL_SOCKET + " and " + other.get() + " exclude each other",
              "a tunnel listens on a socket or on a port"));
    }
    return file.<SocketAddress>map(UnixDomainSocketAddress::of).orElse(port);
  }

  private static InetSocketAddress port(Arguments arguments) throws ProblemException {
    String address = arguments.text(Options.BIND_ADDRESS).orElse("127.0.0.1");
    int port = arguments.number(Options.LOCAL_PORT, 0, 65535).orElse(DEFAULT_LOCAL_PORT);
    try {
      return new InetSocketAddress(InetAddress.getByName(address), port);
    } catch (UnknownHostException e) {
      throw new ProblemException(
          new Problem(
              ExitStatus.CANNOT_LISTEN,
              "cannot listen on " + address + ": it is no address and no known name",
              "127.0.0.1 is the default"),
          e);
    }
  }
}
