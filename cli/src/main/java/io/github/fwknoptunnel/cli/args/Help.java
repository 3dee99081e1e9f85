package io.github.fwknoptunnel.cli.args;

import java.util.stream.Collectors;

/** The text of {@code --help}. */
public final class Help {
  private Help() {}

  public static String text(CommandModel command) {
    String text = PicocliModel.of(command).getUsageMessage(picocli.CommandLine.Help.Ansi.OFF);
    return command.isTunnel() ? text + commands() : text;
  }

  private static String commands() {
    return Models.NAMED.stream()
        .map(command -> "  %-10s %s%n".formatted(command.name(), command.summary()))
        .collect(
            Collectors.joining(
                "", "%nCommands (each has its own --help):%n".formatted(), exampleText()));
  }

  private static String exampleText() {
    return """

    Examples:
      fwknop-tunnel demo
      fwknop-tunnel -remote-host server.example.com -remote-port 22 --key-file keys
      ssh -p 6000 localhost
    """;
  }

  static String pointer(CommandModel command) {
    return "'" + command.fullName() + " --help' lists what there is";
  }
}
