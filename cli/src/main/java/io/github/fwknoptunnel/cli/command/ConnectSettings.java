package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.args.KeyOptions;
import io.github.fwknoptunnel.cli.args.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.tunnel.TunnelConfig.Target;
import java.time.Duration;
import java.util.List;

/** The operands and options of {@code connect}, checked. */
record ConnectSettings(Target target, Duration openTimeout, DoorPlan plan) {
  private static final Duration OPEN_TIMEOUT = Duration.ofSeconds(10);
  private static final String EXAMPLE = "where to connect to: fwknop-tunnel connect HOST PORT";

  static ConnectSettings read(Arguments arguments, Console console) throws ProblemException {
    Target target = target(arguments.operands());
    Duration openTimeout = arguments.timeLimit(Options.OPEN_TIMEOUT).orElse(OPEN_TIMEOUT);
    KnockOptions knock = KnockOptions.read(arguments);
    keepStdin(arguments);
    Sources sources = DoorPlan.sources(arguments, console);
    DoorPlan plan = DoorPlan.read(sources, console, target, knock);
    return new ConnectSettings(plan.dialled(target), openTimeout, plan);
  }

  private static void keepStdin(Arguments arguments) throws ProblemException {
    if (arguments.text(KeyOptions.KEY_FD).filter("0"::equals).isPresent()) {
      throw usage(
          KeyOptions.KEY_FD + " 0 is stdin, which carries the data of connect",
          "hand the keys over by another number: " + KeyOptions.KEY_FD + " 3 3<FILE");
    }
  }

  private static Target target(List<String> operands) throws ProblemException {
    if (operands.size() < 2) {
      throw usage(operands.isEmpty() ? "HOST and PORT are missing" : "PORT is missing", EXAMPLE);
    }
    if (operands.size() > 2) {
      throw usage("connect takes HOST and PORT alone, not also " + operands.get(2), EXAMPLE);
    }
    return new Target(host(operands.get(0)), port(operands.get(1)));
  }

  /** An IPv6 address may stand in brackets, as in a URL. */
  private static String host(String text) throws ProblemException {
    boolean brackets = text.startsWith("[") && text.endsWith("]") && text.contains(":");
    String host = brackets ? text.substring(1, text.length() - 1) : text;
    if (host.isBlank()) {
      throw usage("HOST cannot be '" + text + "'", "HOST takes a name or an address");
    }
    HostText.checkTarget(host, new HostText.Origin("HOST", ExitStatus.USAGE));
    return host;
  }

  private static int port(String text) throws ProblemException {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw usage("PORT cannot be '" + text + "'", "PORT takes a number from 1 to 65535");
    }
    return port;
  }

  private static ProblemException usage(String error, String hint) {
    return new ProblemException(Problem.usage(error, hint));
  }
}
