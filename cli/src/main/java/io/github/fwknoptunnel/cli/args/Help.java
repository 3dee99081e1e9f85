package io.github.fwknoptunnel.cli.args;

import java.util.stream.Collectors;

/** The text of {@code --help}. */
public final class Help {
  private Help() {}

  public static String text(CommandDescriptor command) {
    String text = PicocliModel.of(command).getUsageMessage(picocli.CommandLine.Help.Ansi.OFF);
    if (!command.isTunnel()) {
      return text + examples(command);
    }
    int options = text.indexOf("%n%n".formatted()) + System.lineSeparator().length();
    return text.substring(0, options) + commands() + text.substring(options) + examples(command);
  }

  private static String commands() {
    return "%nCommands (each has its own --help):%n".formatted() + CommandGroups.text();
  }

  private static String examples(CommandDescriptor command) {
    return Examples.of(command).stream()
        .map("  %s%n"::formatted)
        .collect(Collectors.joining("", "%nExamples:%n".formatted(), ""));
  }

  static String pointer(CommandDescriptor command) {
    return "'" + command.fullName() + " --help' lists what there is";
  }
}
