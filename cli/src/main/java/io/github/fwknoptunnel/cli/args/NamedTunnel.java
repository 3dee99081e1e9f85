package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ServiceOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A tunnel of an option file: the options below a line {@code [name]}. What stands above the first
 * such line is common to all tunnels.
 *
 * @param header what messages call it: file, line and name
 */
public record NamedTunnel(String name, String header, List<GivenOption> options) {
  /** The log and the metrics call the proxy so. */
  public static final String SOCKS = "socks";

  public NamedTunnel {
    options = List.copyOf(options);
  }

  static NamedTunnel of(OptionFile.Section section) throws CliException {
    if (section.name().equals(SOCKS)) {
      throw problem(
          section.header(), "this name is taken", "use another name: --socks has this one");
    }
    CommandLineParser.ParsedLine line = CommandLineParser.readWords(section.words());
    if (!line.command().isTunnel()) {
      throw problem(
          section.header(),
          line.command().name() + " is a command",
          "write the options of the tunnel below its name");
    }
    for (GivenOption given : line.options()) {
      if (ServiceOptions.OF_THE_PROCESS.contains(given.option())) {
        CliError misplaced =
            CliError.usage(
                given.shownName() + " is for all tunnels",
                "write it above the first tunnel's name, or on the command line");
        throw new CliException(misplaced.at(given.place()));
      }
    }
    return new NamedTunnel(section.name(), section.header(), line.options());
  }

  /** Names are unique across all option files; and not every command opens tunnels. */
  static void check(CommandLineParser.ParsedLine line) throws CliException {
    Set<String> names = new HashSet<>();
    for (NamedTunnel tunnel : line.tunnels()) {
      if (!line.command().options().contains(Options.LOCAL_FORWARD)) {
        throw problem(
            tunnel.header(),
            line.command().name() + " takes no named tunnels",
            "write the options of this one, or use the file with fwknop-tunnel itself or with check");
      }
      if (!names.add(tunnel.name())) {
        throw problem(tunnel.header(), "this name is taken", "give each tunnel its own");
      }
    }
  }

  private static CliException problem(String header, String error, String hint) {
    return CliException.usage(header + ": " + error, hint);
  }
}
