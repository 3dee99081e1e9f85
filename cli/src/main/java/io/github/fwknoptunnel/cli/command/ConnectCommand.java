package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.ConnectOptions;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.sockets.FdPass;
import io.github.fwknoptunnel.cli.sockets.FdPassException;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.FdPassWords;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.tunnel.OneConnection;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import java.nio.channels.SocketChannel;

/**
 * Knocks, connects, and relays stdin and stdout; or hands the connection to ssh. Says nothing
 * unless it fails or is asked to: whoever uses ssh sees what it prints.
 */
final class ConnectCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console)
      throws ProblemException, InterruptedException {
    ConnectSettings settings = ConnectSettings.read(arguments, console);
    String purpose = "for " + settings.target() + ": before a connect " + settings.plan().action();
    EventLog log = Logs.open(arguments, console, purpose);
    TunnelListener listener = event -> {};
    if (arguments.has(Options.VERBOSE)) {
      log.note("connecting", purpose);
      listener = log;
    }
    OneConnection connection =
        new OneConnection(
            settings.target(), settings.openTimeout(), settings.plan().door(), listener);
    CallOff callOff = CallOff.bySignal(console.err());
    callOff.waitingFor(settings.target() + " to open");
    try {
      return arguments.has(ConnectOptions.FDPASS) ? pass(connection) : relay(connection, callOff);
    } finally {
      callOff.obey();
    }
  }

  private static ExitStatus relay(OneConnection connection, CallOff callOff)
      throws ProblemException, InterruptedException {
    long started = System.nanoTime();
    SocketChannel channel = open(connection);
    callOff.waitingFor("");
    return new StdioSession(connection, channel, started).run();
  }

  private static ExitStatus pass(OneConnection connection)
      throws ProblemException, InterruptedException {
    try {
      FdPass pass = FdPass.overStdout();
      // Never closed here: that would end the stream of the connection, which is ssh's now.
      pass.send(open(connection));
      return ExitStatus.OK;
    } catch (FdPassException e) {
      throw new ProblemException(FdPassWords.of(e), e);
    }
  }

  private static SocketChannel open(OneConnection connection)
      throws ProblemException, InterruptedException {
    try {
      return connection.open();
    } catch (OpenException e) {
      throw new ProblemException(OpenWords.of(e.failure()), e);
    }
  }
}
