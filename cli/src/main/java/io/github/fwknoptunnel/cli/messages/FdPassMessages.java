package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.linux.FdPassException;

/** Error texts for sockets that could not be passed on. */
public final class FdPassMessages {
  private static final String PLAIN =
      "omit --fdpass and ProxyUseFdpass; connect then relays the data";

  private FdPassMessages() {}

  public static CliError of(FdPassException failure) {
    return switch (failure.reason()) {
      case OTHER_SYSTEM ->
          new CliError(ExitStatus.FAILED, "--fdpass works only on 64-bit Linux and macOS", PLAIN);
      case STDOUT_IS_NO_SOCKET ->
          CliError.usage(
              "--fdpass needs a socket as stdout", "set 'ProxyUseFdpass yes' for ssh; " + PLAIN);
      case SOCKET_NOT_FOUND ->
          new CliError(
              ExitStatus.FAILED,
              "--fdpass cannot get the connection's file descriptor from this JVM",
              PLAIN);
      case NOT_SENT ->
          new CliError(
              ExitStatus.FAILED,
              "--fdpass could not send the socket: errno " + failure.errno(),
              "use a Unix socket; " + PLAIN);
    };
  }
}
