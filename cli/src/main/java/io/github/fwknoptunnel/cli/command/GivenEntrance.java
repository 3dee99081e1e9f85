package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.EntranceOptions;
import io.github.fwknoptunnel.cli.args.Opt;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.service.InheritedSocket;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.util.List;
import java.util.Optional;

/** The listening socket that whoever started this process may have opened. */
final class GivenEntrance {
  private static final List<Opt> ADDRESSES =
      List.of(Options.LOCAL_PORT, Options.BIND_ADDRESS, EntranceOptions.LOCAL_SOCKET);

  private GivenEntrance() {}

  static Optional<ServerSocketChannel> take(Arguments arguments, EventLog log)
      throws ProblemException {
    Optional<ServerSocketChannel> given;
    try {
      given = InheritedSocket.take(System.getenv());
    } catch (IOException e) {
      throw problem("the socket that was handed over cannot be used: " + e.getMessage());
    }
    if (given.isPresent() && arguments.texts(Options.LOCAL_FORWARD).size() > 1) {
      throw problem("one socket was handed over, and there are several -L");
    }
    if (given.isPresent() && arguments.firstOf(ADDRESSES).isPresent()) {
      log.note(
          "socket",
          arguments.firstOf(ADDRESSES).get()
              + " is not used: a socket was handed over at the start");
    }
    return given;
  }

  private static ProblemException problem(String error) {
    return new ProblemException(
        new Problem(
            ExitStatus.CONFIGURATION,
            error,
            "one service, one listening stream socket, one tunnel"));
  }
}
