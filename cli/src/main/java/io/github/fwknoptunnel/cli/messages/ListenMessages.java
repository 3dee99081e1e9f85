package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.tunnel.UnixSocketException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Error texts for addresses and paths that cannot be listened on. */
public final class ListenMessages {
  /** strerror(3) of EMFILE. */
  private static final String TOO_MANY_FILES = "Too many open files";

  private ListenMessages() {}

  /**
   * The whole problem.
   *
   * @param port where the user names the port
   * @param bind where the user names the address
   */
  public static CliError of(SocketAddress address, String port, String bind, IOException e) {
    return new CliError(
        ExitStatus.CANNOT_LISTEN,
        "cannot listen on " + AddressFormatter.of(address) + ": " + cause(e),
        hint(address, port, bind, e));
  }

  /** The service manager's socket cannot be used. */
  public static CliError handedOver(String why) {
    return CliError.config(
        "the inherited socket cannot be used: " + why,
        "pass one listening stream socket per tunnel");
  }

  /** The service manager's sockets do not match the tunnels. */
  public static CliError misnamedSocket(String why) {
    return CliError.config(
        "the inherited socket cannot be used: " + why,
        "use one socket unit per tunnel, with one ListenStream= and FileDescriptorName=TUNNEL");
  }

  private static String hint(SocketAddress address, String port, String bind, IOException e) {
    if (String.valueOf(e.getMessage()).contains(TOO_MANY_FILES)) {
      return "raise the limit of open files";
    }
    return e instanceof UnixSocketException file ? hint(file) : hint(address, port, bind);
  }

  /** The cause of the failure. */
  public static String cause(IOException e) {
    String text = String.valueOf(e.getMessage());
    if (text.contains(TOO_MANY_FILES)) {
      return "too many open files (limit: ulimit -n, LimitNOFILE=)";
    }
    return e instanceof UnixSocketException file ? cause(file) : text;
  }

  private static String cause(UnixSocketException e) {
    return switch (e.reason()) {
      case IN_USE -> "another program listens there";
      case NOT_A_SOCKET -> "it exists and is not a socket";
      case TOO_LONG -> "its path is too long for a socket";
      case NO_PLACE -> "the file cannot be created";
      case UNTRUSTED_DIRECTORY ->
          e.getCause() instanceof IOException how
              ? FileMessages.of(how)
              : "other users can change its directory";
      case NO_FILE_MODES -> "the file system has no file modes, so access cannot be restricted";
    };
  }

  private static String hint(UnixSocketException e) {
    return switch (e.reason()) {
      case IN_USE -> "use another --unix-socket, or stop that program";
      case NOT_A_SOCKET -> "use another --unix-socket; this file is kept";
      case TOO_LONG -> "use a directory whose path has at most 80 characters";
      case NO_PLACE -> "use an existing directory that you own";
      case UNTRUSTED_DIRECTORY ->
          "use a directory that only you can change, such as $XDG_RUNTIME_DIR";
      case NO_FILE_MODES -> "use -local-port instead";
    };
  }

  private static String hint(SocketAddress address, String port, String bind) {
    return address instanceof InetSocketAddress local && !OwnAddresses.contain(local.getAddress())
        ? "use an address of this machine for " + bind
        : "use another " + port + ", or 0 for any free port";
  }
}
