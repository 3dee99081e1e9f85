package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.cli.sockets.FdPassException;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;

/** Words for sockets that could not be passed on. */
public final class FdPassWords {
  private static final String PLAIN =
      "without --fdpass, and without ProxyUseFdpass, connect relays the data itself";

  private FdPassWords() {}

  public static Problem of(FdPassException failure) {
    return switch (failure.reason()) {
      case OTHER_SYSTEM ->
          new Problem(ExitStatus.FAILED, "--fdpass works on Linux and macOS, 64 bits, only", PLAIN);
      case STDOUT_IS_NO_SOCKET ->
          Problem.usage(
              "--fdpass needs a socket as stdout",
              "ssh gives one with 'ProxyUseFdpass yes'; " + PLAIN);
      case SOCKET_NOT_FOUND ->
          new Problem(
              ExitStatus.FAILED,
              "--fdpass cannot get the connection's file descriptor from this JVM",
              PLAIN);
      case NOT_SENT ->
          new Problem(
              ExitStatus.FAILED,
              "--fdpass could not send the socket: errno " + failure.errno(),
              "only a Unix socket takes one; " + PLAIN);
    };
  }
}
