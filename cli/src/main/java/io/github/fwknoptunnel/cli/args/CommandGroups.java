package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The commands by what somebody wants, for the help. */
final class CommandGroups {
  private record Group(String title, List<String> names) {}

  private static final List<Group> GROUPS =
      List.of(
          new Group("Connect", List.of("connect", "exec", "knock")),
          new Group("Set up", List.of("keygen", "ssh-config", "completion")),
          new Group("Find out", List.of("check", "inspect", "demo")));

  private CommandGroups() {}

  static String text() {
    return GROUPS.stream().map(CommandGroups::text).collect(Collectors.joining())
        + lines(ungrouped());
  }

  private static String text(Group group) {
    return "%n  %s:%n".formatted(group.title())
        + lines(group.names().stream().flatMap(name -> Commands.named(name).stream()));
  }

  private static Stream<CommandDescriptor> ungrouped() {
    List<String> known = GROUPS.stream().flatMap(group -> group.names().stream()).toList();
    return Commands.NAMED.stream().filter(command -> !known.contains(command.name()));
  }

  private static String lines(Stream<CommandDescriptor> commands) {
    return commands
        .map(command -> "    %-12s %s%n".formatted(command.name(), command.summary()))
        .collect(Collectors.joining());
  }
}
