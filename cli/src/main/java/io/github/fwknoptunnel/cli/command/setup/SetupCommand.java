package io.github.fwknoptunnel.cli.command.setup;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.net.Ports;
import java.util.List;
import java.util.Optional;

/**
 * The first start with a server of one's own: creates keys, shows what the server needs, tests it,
 * and saves a named tunnel. What an earlier run has done is kept, so each step can be repeated. The
 * work is done by other commands, and each of them is shown as it could be typed.
 */
public final class SetupCommand implements Command {
  static final String PORT = "a number from 1 to 65535";
  private static final String SSH = "22";

  private final Command keygen;
  private final Command check;

  /**
   * With the commands that it runs.
   *
   * @param keygen creates the keys
   * @param check tests the server
   */
  public SetupCommand(Command keygen, Command check) {
    this.keygen = keygen;
    this.check = check;
  }

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console)
      throws CliException, InterruptedException {
    String host = host(arguments.operands());
    Optional<Integer> port = arguments.value(Options.REMOTE_PORT);
    Optional<String> system = arguments.value(KeyOptions.SERVER_SYSTEM);
    if (!console.terminal().isInput()) {
      throw CliException.usage(
          "setup asks questions, and stdin is not a terminal",
          "in a script, use 'fwknop-tunnel keygen --server' and 'fwknop-tunnel check --live'");
    }
    SetupFiles ofHost = SetupFiles.of(host, System.getenv(), arguments);
    ofHost.refresh();
    Questions questions = new Questions(console);
    console.out().println("Progress is saved: after Ctrl-C, run setup again to go on.");
    String remote = remotePort(port, ofHost, questions);
    SetupFiles files = ofHost.of(remote);
    SetupSteps steps =
        new SetupSteps(new SetupTools(arguments, console, keygen, check), files, questions, remote);
    steps.keys(system);
    steps.server();
    steps.test();
    steps.tunnel();
    return ExitStatus.OK;
  }

  private static String remotePort(Optional<Integer> given, SetupFiles files, Questions questions)
      throws CliException {
    return given.isPresent()
        ? given.get().toString()
        : questions.ask(
            "Port to reach on " + files.host(),
            files.openPort().orElse(SSH),
            SetupCommand::isPort,
            PORT);
  }

  private static String host(List<String> operands) throws CliException {
    if (operands.size() != 1) {
      throw CliException.usage(
          operands.isEmpty() ? "no HOST given" : "more than one HOST: " + operands.get(1),
          "name the server: fwknop-tunnel setup server.example.com");
    }
    String host = operands.getFirst();
    if (!host.matches("[\\w][\\w.-]{0,63}")) {
      throw CliException.usage(
          "invalid HOST '" + host + "'",
          "give a host name or an IPv4 address of at most 64 characters, without a user");
    }
    return host;
  }

  static boolean isPort(String text) {
    return text.matches("[1-9][0-9]{0,4}") && Integer.parseInt(text) <= Ports.MAX;
  }
}
