package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.List;
import java.util.Optional;

/**
 * A command with its options and operands.
 *
 * @param name empty for the tunnel itself
 * @param operand the operands, as the help writes them; absent if there are none; a label that ends
 *     with "…" takes the rest of the line unchanged
 */
public record CommandDescriptor(
    String name, String summary, List<Setting<?>> options, Optional<String> operand) {

  static CommandDescriptor of(String name, String summary, List<Setting<?>> options) {
    return new CommandDescriptor(
        name, summary, Options.join(options, Options.GENERAL), Optional.empty());
  }

  CommandDescriptor withOperand(String label) {
    return new CommandDescriptor(name, summary, options, Optional.of(label));
  }

  /** Whether this is the default command. */
  public boolean isTunnel() {
    return name.isEmpty();
  }

  /** Whether the first operand ends the options: what follows belongs to another program. */
  boolean endsAtOperand() {
    return operand.filter(label -> label.endsWith("…")).isPresent();
  }

  /** The possible operands; empty if any is possible. */
  public List<String> operandChoices() {
    return operand
        .filter(label -> label.contains("|"))
        .map(label -> List.of(label.split("\\|")))
        .orElse(List.of());
  }

  /** Finds an option by any of its names, dashes included. */
  Optional<Setting<?>> option(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** The command line in general. */
  public String synopsis() {
    return fullName() + " [OPTIONS]" + operand.map(label -> " " + label).orElse("");
  }

  /** Name of the program and the command. */
  public String fullName() {
    return name.isEmpty() ? "fwknop-tunnel" : "fwknop-tunnel " + name;
  }
}
