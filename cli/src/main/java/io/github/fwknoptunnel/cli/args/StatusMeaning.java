package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.stream.Stream;

/**
 * An exit status and when a command ends with it, for the manual and the reference.
 *
 * @param status a number, or several as users write them
 */
public record StatusMeaning(String status, String meaning) {
  private static final List<StatusMeaning> GENERAL =
      List.of(
          new StatusMeaning(
              "0", "success, or a signal stopped the tunnel and its connections finished"),
          new StatusMeaning(
              "1", "other failure, or a signal stopped the tunnel with connections open"),
          new StatusMeaning("2", "usage"),
          new StatusMeaning("3", "the configuration or the keys cannot be used"),
          new StatusMeaning("4", "the knock could not be sent, or the command of -cmd failed"),
          new StatusMeaning("5", "the port stayed closed"),
          new StatusMeaning("6", "cannot listen on the local address"));

  private static final List<StatusMeaning> CHECK =
      List.of(
          new StatusMeaning("0", "no problem found"),
          new StatusMeaning("1", "a test failed"),
          new StatusMeaning("2", "usage: a run would fail in the same way"),
          new StatusMeaning("3", "the configuration or the keys cannot be used"));

  private static final List<StatusMeaning> EXEC =
      List.of(
          new StatusMeaning("126", "exec: the command cannot be executed"),
          new StatusMeaning("127", "exec: the command was not found"),
          new StatusMeaning("128+n", "exec: the command was killed by signal n"),
          new StatusMeaning("other", "exec: the command's own status"));

  private static final List<StatusMeaning> SIGNAL =
      List.of(new StatusMeaning("128+n", "connect and knock --wait: stopped by signal n"));

  /** The statuses of one command; for the tunnel those of all commands that have more. */
  public static List<StatusMeaning> of(CommandDescriptor command) {
    return switch (command.name()) {
      case "check" -> CHECK;
      case "" -> join(join(GENERAL, EXEC), SIGNAL);
      case "exec" -> join(GENERAL, EXEC);
      case "connect", "knock" -> join(GENERAL, SIGNAL);
      default -> GENERAL;
    };
  }

  private static List<StatusMeaning> join(List<StatusMeaning> first, List<StatusMeaning> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
