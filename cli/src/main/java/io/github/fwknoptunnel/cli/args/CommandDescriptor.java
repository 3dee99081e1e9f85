package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
import io.github.fwknoptunnel.cli.setting.Options;
import java.util.List;
import java.util.Optional;

/**
 * What one command looks like on the command line.
 *
 * @param name empty for the tunnel itself
 * @param operand what may stand beside the options, as the help writes it; absent if nothing may;
 *     one that ends with "…" takes the rest of the line as it is
 */
public record CommandDescriptor(
    String name, String summary, List<OptionDescriptor> options, Optional<String> operand) {

  static CommandDescriptor of(String name, String summary, List<OptionDescriptor> options) {
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

  /** Finds an option by any of its names, dashes included. */
  Optional<OptionDescriptor> option(String name) {
    return options.stream().filter(option -> option.names().contains(name)).findFirst();
  }

  /** Name of the program and the command. */
  public String fullName() {
    return name.isEmpty() ? "fwknop-tunnel" : "fwknop-tunnel " + name;
  }
}
