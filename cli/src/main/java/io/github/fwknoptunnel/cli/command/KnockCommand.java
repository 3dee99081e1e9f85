package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.tunnel.dial.OpenException;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.knock.SpaKnocker;

/** Sends one packet and says what was sent; with {@code --test} prints it instead. */
final class KnockCommand implements Command {
  @Override
  public ExitStatus run(Arguments arguments, Console console) throws ProblemException {
    SpaSettings settings =
        SpaSettings.read(
            arguments, arguments.text(Options.REMOTE_HOST), arguments.port(Options.REMOTE_PORT));
    if (arguments.has(Options.TEST)) {
      console.out().println(settings.seal().wire());
      return ExitStatus.OK;
    }
    KnockReceipt.PacketSent sent = send(settings);
    console
        .err()
        .printf("sent %d bytes to %s, asking %s%n", sent.bytes(), sent.to(), settings.summary());
    return ExitStatus.OK;
  }

  private static KnockReceipt.PacketSent send(SpaSettings settings) throws ProblemException {
    SpaKnocker knocker =
        new SpaKnocker(
            settings.client(), settings.request(), settings.server(), settings.port(), 1);
    try {
      return knocker.knockOnce();
    } catch (OpenException e) {
      throw new ProblemException(OpenWords.of(e.failure()), e);
    }
  }
}
