package io.github.fwknoptunnel.cli.command.connect;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.linux.FdPass;
import io.github.fwknoptunnel.cli.linux.FdPassException;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.FdPassMessages;
import io.github.fwknoptunnel.cli.setting.ConnectCommandOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.signal.InterruptOnSignal;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailedException;
import java.io.IOException;
import java.nio.channels.SocketChannel;

/**
 * Knocks, connects, and relays stdin and stdout; or hands the connection to ssh. Says nothing
 * unless it fails or with {@code -v}: users of ssh see its output.
 */
public final class ConnectCommand implements Command {
  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    ConnectSettings settings = ConnectSettings.read(arguments, console);
    String purpose = "for " + settings.target() + ", " + settings.plan().brief();
    EventLog log = Logs.open(arguments, console, purpose);
    TunnelListener listener = event -> {};
    if (arguments.has(Options.VERBOSE)) {
      log.note(LogEvent.CONNECTING, purpose);
      settings.plan().warnings().forEach(log::warn);
      settings.plan().keyWarnings().forEach(log::warn);
      listener = log;
    }
    InterruptOnSignal interrupt = InterruptOnSignal.bySignal(console.err());
    interrupt.waitingFor(settings.target() + " to open");
    try {
      return arguments.has(ConnectCommandOptions.FDPASS)
          ? pass(settings, listener)
          : relay(settings, listener, interrupt);
    } finally {
      interrupt.exitIfSignalled();
    }
  }

  private static ExitStatus relay(
      ConnectSettings settings, TunnelListener listener, InterruptOnSignal interrupt)
      throws CliException, InterruptedException {
    long started = System.nanoTime();
    SocketChannel channel = open(settings, listener);
    interrupt.waitingFor("");
    return new StdioSession(settings.target(), listener, channel, started).run();
  }

  private static ExitStatus pass(ConnectSettings settings, TunnelListener listener)
      throws CliException, InterruptedException {
    try {
      FdPass pass = FdPass.overStdout();
      // Never closed here: that would end the stream of the connection, which is ssh's now.
      pass.send(open(settings, listener));
      return ExitStatus.OK;
    } catch (FdPassException e) {
      throw new CliException(FdPassMessages.of(e), e);
    }
  }

  private static SocketChannel open(ConnectSettings settings, TunnelListener listener)
      throws CliException, InterruptedException {
    Connector.Builder to =
        Connector.to(settings.target().host())
            .connectTimeout(settings.connectTimeout())
            .onEvent(listener);
    settings.family().ifPresent(to::family);
    settings.plan().knock().ifPresent(to::knock);
    try (Connector connector = to.build()) {
      return connector.connectChannel(settings.target().port());
    } catch (ConnectFailedException e) {
      throw new CliException(
          ConnectFailureMessages.of(e.failure(), settings.plan().suspected()), e);
    } catch (IOException e) {
      // Keys and stanza are read already: nothing is left that could be wrong with them.
      throw new CliException(
          new CliError(ExitStatus.FAILED, settings.target() + ": " + e.getMessage()), e);
    }
  }
}
