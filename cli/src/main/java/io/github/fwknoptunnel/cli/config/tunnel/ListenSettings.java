package io.github.fwknoptunnel.cli.config.tunnel;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.OwnAddresses;
import io.github.fwknoptunnel.cli.setting.ListenOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ProxyOptions;
import io.github.fwknoptunnel.tunnel.AllowedUsers;
import io.github.fwknoptunnel.tunnel.AllowedUsers.UnmappedUserException;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Where clients come in, and what they may have.
 *
 * @param lowered why there may be fewer connections than were wanted
 */
public record ListenSettings(
    SocketAddress bind, TunnelConfig.ClientLimits limits, Optional<String> lowered) {

  /** In place of a user: all that can reach the port. */
  private static final String ANY_USER = "*";

  /** Where there is no limit of open files. */
  private static final int MAX_FILES = Integer.MAX_VALUE;

  public static ListenSettings read(ParsedArguments arguments) throws CliException {
    return read(arguments, bind(arguments), users(arguments));
  }

  /**
   * For {@code exec}: a free port on loopback that only processes of this user may connect to,
   * unless {@code --allow-user} names users, or {@code *} for all. Where owners of connections are
   * unknown, it is open to all local users.
   */
  public static ListenSettings ofOneUser(ParsedArguments arguments) throws CliException {
    Optional<AllowedUsers> named = users(arguments);
    boolean own = arguments.values(ListenOptions.ALLOW_USER).isEmpty() && isLinux();
    return read(
        arguments,
        new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
        own ? ownUser() : named);
  }

  private static Optional<AllowedUsers> ownUser() throws CliException {
    try {
      return Optional.of(AllowedUsers.ofThisProcess());
    } catch (NoSuchFileException e) {
      return Optional.empty(); // No /proc, so nothing is known about connections either.
    } catch (IOException e) {
      throw unknown(e);
    }
  }

  private static ListenSettings read(
      ParsedArguments arguments, SocketAddress bind, Optional<AllowedUsers> users)
      throws CliException {
    int connections = arguments.valueOrDefault(ListenOptions.MAX_CONNECTIONS);
    int proxies = arguments.has(ProxyOptions.SOCKS) ? 1 : 0;
    int forwards = arguments.all(Options.LOCAL_FORWARD).size() + arguments.tunnels().size();
    int listeners = Math.max(1, forwards + proxies);
    OptionalInt files = OpenFileLimit.limit();
    int possible = OpenFileLimit.connections(files.orElse(MAX_FILES), listeners, users.isPresent());
    int limit = Math.min(connections, possible);
    return new ListenSettings(
        bind,
        new TunnelConfig.ClientLimits(limit, users),
        limit < connections
            ? Optional.of(
                lowered(
                    arguments.has(ListenOptions.MAX_CONNECTIONS), limit, files.orElse(MAX_FILES)))
            : Optional.empty());
  }

  private static String lowered(boolean given, int limit, int files) {
    return ListenOptions.MAX_CONNECTIONS
        + (given ? ": lowered to " : " is ")
        + limit
        + ", because at most "
        + files
        + " files may be open (ulimit -n, LimitNOFILE=)";
  }

  private static Optional<AllowedUsers> users(ParsedArguments arguments) throws CliException {
    List<String> names = arguments.values(ListenOptions.ALLOW_USER);
    if (names.isEmpty() || names.contains(ANY_USER)) {
      return Optional.empty();
    }
    if (!isLinux()) {
      throw CliException.usage(
          ListenOptions.ALLOW_USER + " works on Linux only",
          "use --unix-socket: other users cannot connect to it");
    }
    try {
      return Optional.of(AllowedUsers.of(names));
    } catch (UserPrincipalNotFoundException e) {
      throw new CliException(
          CliError.usage(
              ListenOptions.ALLOW_USER + ": there is no user '" + e.getName() + "'",
              "use the name or number of a user"),
          e);
    } catch (IOException e) {
      throw unknown(e);
    }
  }

  private static CliException unknown(IOException e) {
    CliError problem =
        e instanceof UnmappedUserException unmapped
            ? CliError.config(
                "user "
                    + unmapped.uid()
                    + " stands for all users outside this user namespace (/proc/self/uid_map)",
                "map the user into the namespace, or allow all local users with "
                    + ListenOptions.ALLOW_USER
                    + " '*'")
            : CliError.config(
                "cannot look up users of this system: " + e.getMessage(),
                "use the number of the user");
    return new CliException(problem, e);
  }

  private static boolean isLinux() {
    return System.getProperty("os.name").equals("Linux");
  }

  /** Logged once at the start. */
  public List<String> warnings() {
    return Stream.concat(lowered.stream(), openToOthers().stream()).toList();
  }

  /** Who can connect to the tunnel needs no key. */
  private Optional<String> openToOthers() {
    if (!(bind instanceof InetSocketAddress port) || port.getAddress().isLoopbackAddress()) {
      return Optional.empty();
    }
    return Optional.of(
        limits.users().isPresent()
            ? ListenOptions.ALLOW_USER
                + " rejects clients on other hosts, but the tunnel listens on "
                + port.getHostString()
            : "other hosts on the network can use this tunnel and reach the port behind it: it listens on "
                + port.getHostString());
  }

  private static SocketAddress bind(ParsedArguments arguments) throws CliException {
    InetSocketAddress port = port(arguments);
    Optional<Path> file = arguments.value(ListenOptions.UNIX_SOCKET);
    arguments.refuseExcluded(List.of(ListenOptions.UNIX_SOCKET));
    return file.<SocketAddress>map(UnixDomainSocketAddress::of).orElse(port);
  }

  private static InetSocketAddress port(ParsedArguments arguments) throws CliException {
    String address = arguments.valueOrDefault(Options.BIND_ADDRESS);
    int port = arguments.valueOrDefault(Options.LOCAL_PORT);
    try {
      InetAddress found = InetAddress.getByName(address);
      Optional<String> objection = OwnAddresses.objection(found);
      if (objection.isPresent()) {
        throw unusable(address, objection.get());
      }
      return new InetSocketAddress(found, port);
    } catch (UnknownHostException e) {
      throw unusable(address, "not an address or a known name");
    }
  }

  private static CliException unusable(String address, String why) {
    return new CliException(
        new CliError(
            ExitStatus.CANNOT_LISTEN,
            "cannot listen on " + address + ": " + why,
            "use an address of this machine (default: 127.0.0.1)"));
  }
}
