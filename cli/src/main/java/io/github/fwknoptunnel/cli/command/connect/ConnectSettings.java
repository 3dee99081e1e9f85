package io.github.fwknoptunnel.cli.command.connect;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.FamilySettings;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.config.tunnel.KnockSettings;
import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.net.Ports;
import io.github.fwknoptunnel.tunnel.TunnelConfig;
import io.github.fwknoptunnel.tunnel.knock.KnockTarget.Family;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The operands and options of {@code connect}, checked. */
record ConnectSettings(
    TunnelConfig.HostAndPort target,
    Duration connectTimeout,
    Optional<Family> family,
    KnockPlan plan) {
  private static final String EXAMPLE = "run 'fwknop-tunnel connect HOST PORT'";

  static ConnectSettings read(ParsedArguments arguments, Console console) throws CliException {
    TunnelConfig.HostAndPort target = target(arguments.operands());
    KnockSettings knock = KnockSettings.read(arguments);
    keepStdin(arguments);
    ConfigSources sources = KnockPlan.sources(arguments, console);
    KnockPlan plan = KnockPlan.read(sources, "", target, knock);
    return new ConnectSettings(
        plan.dialled(target), knock.connectTimeout(), FamilySettings.read(arguments), plan);
  }

  private static void keepStdin(ParsedArguments arguments) throws CliException {
    if (arguments.value(KeyOptions.KEY_FD).filter(number -> number == 0).isPresent()) {
      throw CliException.usage(
          KeyOptions.KEY_FD + " 0 is stdin, which carries the data of connect",
          "use another file descriptor: " + KeyOptions.KEY_FD + " 3 3<FILE");
    }
  }

  private static TunnelConfig.HostAndPort target(List<String> operands) throws CliException {
    if (operands.size() < 2) {
      boolean joined = operands.size() == 1 && operands.getFirst().matches("[^:]+:\\d+");
      throw CliException.usage(
          operands.isEmpty() ? "HOST and PORT are missing" : "PORT is missing",
          joined ? "separate HOST and PORT: " + operands.getFirst().replace(':', ' ') : EXAMPLE);
    }
    if (operands.size() > 2) {
      throw CliException.usage("connect takes HOST and PORT only: " + operands.get(2), EXAMPLE);
    }
    return new TunnelConfig.HostAndPort(host(operands.get(0)), port(operands.get(1)));
  }

  /** An IPv6 address may be in brackets, as in a URL. */
  private static String host(String text) throws CliException {
    String host = HostText.bare(text);
    if (host.isBlank()) {
      throw new CliException(
          CliError.invalid(ExitStatus.USAGE, "HOST", text, "a name or an address"));
    }
    HostText.checkTarget(host, new HostText.Origin("HOST", ExitStatus.USAGE));
    return host;
  }

  private static int port(String text) throws CliException {
    int port = text.matches("[0-9]{1,5}") ? Integer.parseInt(text) : 0;
    if (port < 1 || port > Ports.MAX) {
      throw new CliException(
          CliError.invalid(ExitStatus.USAGE, "PORT", text, "a number from 1 to 65535"));
    }
    return port;
  }
}
