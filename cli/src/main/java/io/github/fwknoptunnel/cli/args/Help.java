package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The texts of {@code --help} and {@code --help-all}. */
public final class Help {
  private Help() {}

  /** The common options; one screen, two for the program without a command. */
  public static String brief(CommandDescriptor command) {
    List<Setting<?>> options = command.options().stream().filter(Setting::common).toList();
    return usage(PicocliModel.brief(command, options), command)
        + examples(command)
        + "%n'%s --help-all' lists all options and the exit statuses.%n"
            .formatted(command.fullName());
  }

  /** Every option by any of its names, and the exit statuses. */
  public static String full(CommandDescriptor command) {
    Stream<String> statuses =
        StatusMeaning.of(command).stream()
            .map(status -> "%-6s %s".formatted(status.status(), status.meaning()));
    return usage(PicocliModel.full(command), command)
        + list("Exit status", statuses)
        + examples(command);
  }

  private static String usage(picocli.CommandLine model, CommandDescriptor command) {
    String text = model.getUsageMessage(picocli.CommandLine.Help.Ansi.OFF);
    if (!command.isTunnel()) {
      return text;
    }
    int options = text.indexOf("%n%n".formatted());
    Stream<String> commands =
        Stream.concat(
            Commands.NAMED.stream()
                .map(other -> "%-12s %s".formatted(other.name(), other.summary())),
            Stream.of("@FILE        Options from a file; a line [name] starts a tunnel."));
    return text.substring(0, options + System.lineSeparator().length())
        + list("Commands ('fwknop-tunnel COMMAND --help' lists the options of each)", commands)
        + text.substring(options + System.lineSeparator().length());
  }

  private static String examples(CommandDescriptor command) {
    return list("Examples", Examples.of(command).stream());
  }

  private static String list(String title, Stream<String> lines) {
    return lines
        .map("  %s%n"::formatted)
        .collect(Collectors.joining("", "%n%s:%n".formatted(title), ""));
  }

  static String pointer(CommandDescriptor command) {
    return "run '" + command.fullName() + " --help'";
  }
}
