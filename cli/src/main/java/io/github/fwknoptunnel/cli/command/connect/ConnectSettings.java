package io.github.fwknoptunnel.cli.command.connect;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.tunnel.KnockOptions;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import java.time.Duration;
import java.util.List;

/** The operands and options of {@code connect}, checked. */
record ConnectSettings(TunnelConfig.HostAndPort target, Duration connectTimeout, KnockPlan plan) {
  private static final String EXAMPLE = "where to connect to: fwknop-tunnel connect HOST PORT";

  static ConnectSettings read(ParsedArguments arguments, Console console) throws CliException {
    TunnelConfig.HostAndPort target = target(arguments.operands());
    Duration connectTimeout = arguments.timeLimitOrDefault(Options.CONNECT_TIMEOUT);
    KnockOptions knock = KnockOptions.read(arguments);
    keepStdin(arguments);
    ConfigSources sources = KnockPlan.sources(arguments, console);
    KnockPlan plan = KnockPlan.read(sources, console, target, knock);
    return new ConnectSettings(plan.dialled(target), connectTimeout, plan);
  }

  private static void keepStdin(ParsedArguments arguments) throws CliException {
    if (arguments.text(KeyOptions.KEY_FD).filter("0"::equals).isPresent()) {
      throw usage(
          KeyOptions.KEY_FD + " 0 is stdin, which carries the data of connect",
          "hand the keys over by another number: " + KeyOptions.KEY_FD + " 3 3<FILE");
    }
  }

  private static TunnelConfig.HostAndPort target(List<String> operands) throws CliException {
    if (operands.size() < 2) {
      boolean joined = operands.size() == 1 && operands.getFirst().matches("[^:]+:\\d+");
      throw usage(
          operands.isEmpty() ? "HOST and PORT are missing" : "PORT is missing",
          joined ? "write HOST and PORT apart: " + operands.getFirst().replace(':', ' ') : EXAMPLE);
    }
    if (operands.size() > 2) {
      throw usage("connect takes HOST and PORT alone, not also " + operands.get(2), EXAMPLE);
    }
    return new TunnelConfig.HostAndPort(host(operands.get(0)), port(operands.get(1)));
  }

  /** An IPv6 address may stand in brackets, as in a URL. */
  private static String host(String text) throws CliException {
    boolean brackets = text.startsWith("[") && text.endsWith("]") && text.contains(":");
    String host = brackets ? text.substring(1, text.length() - 1) : text;
    if (host.isBlank()) {
      throw usage("HOST cannot be '" + text + "'", "HOST takes a name or an address");
    }
    HostText.checkTarget(host, new HostText.Origin("HOST", ExitStatus.USAGE));
    return host;
  }

  private static int port(String text) throws CliException {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > 65535) {
      throw usage("PORT cannot be '" + text + "'", "PORT takes a number from 1 to 65535");
    }
    return port;
  }

  private static CliException usage(String error, String hint) {
    return new CliException(CliError.usage(error, hint));
  }
}
