package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.Optional;

/**
 * What one command looks like on the command line.
 *
 * @param name empty for the tunnel itself
 * @param operand what may stand beside the options, as the help writes it; absent if nothing may;
 *     one that ends with "…" takes the rest of the line as it is
 */
public record CommandModel(
    String name, String summary, List<Opt> options, Optional<String> operand) {

  static CommandModel of(String name, String summary, List<Opt> options) {
    return new CommandModel(
        name, summary, Options.join(options, Options.GENERAL), Optional.empty());
  }

  CommandModel withOperand(String label) {
    return new CommandModel(name, summary, options, Optional.of(label));
  }

  /** Whether this is the default command. */
  public boolean isTunnel() {
    return name.isEmpty();
  }

  /** Whether the first operand ends the options: what follows belongs to another program. */
  boolean endsAtOperand() {
    return operand.filter(label -> label.endsWith("…")).isPresent();
  }

  /** Finds an option by any of its names, dashes included. */
  Optional<Opt> option(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** Name of the program and the command. */
  public String fullName() {
    return name.isEmpty() ? "fwknop-tunnel" : "fwknop-tunnel " + name;
  }
}
