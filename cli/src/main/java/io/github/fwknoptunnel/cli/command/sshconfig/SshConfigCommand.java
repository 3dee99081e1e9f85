package io.github.fwknoptunnel.cli.command.sshconfig;

import io.github.fwknoptunnel.cli.args.GivenOption;
import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.command.Command;
import io.github.fwknoptunnel.cli.config.source.ConfigSources;
import io.github.fwknoptunnel.cli.config.spa.HostText;
import io.github.fwknoptunnel.cli.config.spa.RequestSettings;
import io.github.fwknoptunnel.cli.config.tunnel.KnockPlan;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.ConnectCommandOptions;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.KeyOptions;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Prints a {@code Host} block with which ssh reaches a host through its closed port. */
public final class SshConfigCommand implements Command {
  private static final int SSH_PORT = 22;

  /** What knocks without a stanza. */
  private static final List<Setting<?>> KNOCKS =
      Options.join(
          List.of(SpaOptions.KEY_FILE, SpaOptions.KEY_COMMAND, Options.CMD), GpgOptions.ALL);

  @Override
  public ExitStatus run(ParsedArguments arguments, Console console) throws CliException {
    String name = name(arguments.operands());
    refuseUnusable(arguments);
    ParsedArguments line = withStanza(name, arguments);
    refuseSecrets(line);
    ConfigSources sources = KnockPlan.sources(line, console);
    Optional<String> server = sources.value(SpaOptions.DESTINATION);
    String host = HostText.remoteHost(line).or(() -> server).orElse(name);
    if (host.codePoints().anyMatch(c -> Character.isWhitespace(c) || Character.isISOControl(c))) {
      throw CliException.usage("ssh cannot connect to '" + host + "'", "name a host or an address");
    }
    int port = port(sources);
    if (!line.has(Options.CMD)) {
      RequestSettings.refuseUnopened(sources, port);
    }
    // First: it may refuse a value, and half a block would be no result.
    String command = new ProxyCommand(line).text();
    console.out().printf("Host %s%n  HostName %s%n  Port %d%n", name, host, port);
    console.out().printf("  ProxyCommand %s%n", command);
    if (line.has(ConnectCommandOptions.FDPASS)) {
      console.out().println("  ProxyUseFdpass yes");
    }
    return ExitStatus.OK;
  }

  /** What is printed is stored in a file that others may read. */
  private static void refuseSecrets(ParsedArguments line) throws CliException {
    for (Setting<?> option : List.of(SpaOptions.HTTP_PROXY, ResolveOptions.URL)) {
      Optional<String> text = line.text(option);
      if (text.isPresent() && (text.get().contains("@") || text.get().contains("?"))) {
        throw CliException.usage(
            option
                + ": the URL has a user name or a query string, which would be stored in ssh's configuration",
            "omit it, or set RESOLVE_URL in the stanza");
      }
    }
  }

  /** What connect would refuse, or could not read when ssh starts it. */
  private static void refuseUnusable(ParsedArguments line) throws CliException {
    if (line.has(KeyOptions.KEY_FD)) {
      throw CliException.usage(
          KeyOptions.KEY_FD + " cannot be used here: ssh closes the descriptor",
          "use --key-file, --key-command or a stanza");
    }
    line.refuseExcluded(List.of(Options.CMD));
    Optional<Path> keys = line.value(SpaOptions.KEY_FILE);
    if (keys.isPresent() && !Files.exists(keys.get())) {
      throw CliException.config(
          keys.get() + ": no such file", "run 'fwknop-tunnel keygen' to create a key file");
    }
  }

  private static String name(List<String> operands) throws CliException {
    if (operands.size() != 1) {
      throw CliException.usage(
          operands.isEmpty() ? "a name is missing" : "more than one name: " + operands.get(1),
          "give the name of a stanza, or the host name to use with ssh");
    }
    String name = operands.getFirst();
    if (!name.matches("[\\w.@:-]+")) {
      throw CliException.usage(
          "ssh cannot have a host named '" + name + "'",
          "use another NAME, and select the stanza with -n STANZA");
    }
    return name;
  }

  /** The stanza is that of the name, if there is one and nothing else knocks. */
  private static ParsedArguments withStanza(String name, ParsedArguments line) throws CliException {
    if (line.has(SpaOptions.NAMED_CONFIG)) {
      return line;
    }
    Optional<Path> file = ConfigSources.rcFile(line);
    if (file.isPresent() && line.firstOf(KNOCKS).isEmpty() && stanzas(file.get()).contains(name)) {
      return line.with(List.of(GivenOption.of(SpaOptions.NAMED_CONFIG, name)));
    }
    if (line.firstOf(KNOCKS).isEmpty()) {
      throw CliException.config(
          "no keys for " + name, "use -n STANZA or --key-file FILE; no stanza has that name");
    }
    return line;
  }

  private static List<String> stanzas(Path file) throws CliException {
    try {
      return RcFile.read(file).stanzas();
    } catch (RcException e) {
      throw new CliException(RcMessages.of(e), e);
    }
  }

  private static int port(ConfigSources sources) throws CliException {
    Optional<Integer> given = sources.line().value(Options.REMOTE_PORT);
    if (given.isPresent()) {
      return given.get();
    }
    return RequestSettings.access(sources).stream()
        .flatMap(List::stream)
        .filter(port -> port.equals(PortSpec.tcp(port.port())))
        .map(PortSpec::port)
        .findFirst()
        .orElse(SSH_PORT);
  }
}
