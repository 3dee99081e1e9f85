package io.github.fwknoptunnel.cli.args;

import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Makes nothing, as no option has a class of its own. picocli's factory would search the jar for
 * Groovy first.
 */
final class NoFactory implements CommandLine.IFactory {
  /** A command without options. */
  static CommandSpec command() {
    return CommandSpec.wrapWithoutInspection(null, new NoFactory());
  }

  @Override
  public <K> K create(Class<K> type) {
    throw new IllegalArgumentException(type.getName());
  }
}
