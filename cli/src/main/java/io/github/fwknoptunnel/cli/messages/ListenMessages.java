package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.tunnel.UnixSocketException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;

/** Words for addresses and paths that cannot be listened on. */
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
    return new CliError(
        ExitStatus.CONFIGURATION,
        "the socket that was handed over cannot be used: " + why,
        "one service, one listening stream socket, one tunnel");
  }

  private static String hint(SocketAddress address, String port, String bind, IOException e) {
    if (String.valueOf(e.getMessage()).contains(TOO_MANY_FILES)) {
      return "raise the limit of open files";
    }
    return e instanceof UnixSocketException file ? hint(file) : hint(address, port, bind);
  }

  /** What stands in the way. */
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
      case NOT_A_SOCKET -> "it exists and is no socket";
      case TOO_LONG -> "its path is too long for a socket";
      case NO_PLACE -> "no file can be made there";
      case UNTRUSTED_DIRECTORY ->
          e.getCause() instanceof IOException how
              ? FileMessages.of(how)
              : "other users can change its directory";
      case NO_FILE_MODES -> "files have no modes there, so nobody could be kept out";
    };
  }

  private static String hint(UnixSocketException e) {
    return switch (e.reason()) {
      case IN_USE -> "another --unix-socket, or stop that program";
      case NOT_A_SOCKET -> "another --unix-socket; this file is left alone";
      case TOO_LONG -> "a name in a directory whose own path has at most 80 characters";
      case NO_PLACE -> "--unix-socket takes a path in a directory that exists and is yours";
      case UNTRUSTED_DIRECTORY ->
          "use a directory that only you can change, such as $XDG_RUNTIME_DIR";
      case NO_FILE_MODES -> "-local-port listens on a port instead";
    };
  }

  private static String hint(SocketAddress address, String port, String bind) {
    return address instanceof InetSocketAddress local && !OwnAddresses.contain(local.getAddress())
        ? bind + " takes an address of this machine"
        : "another " + port + ", or 0 for any free one";
  }
}
