package io.github.fwknoptunnel.cli.check;

import java.util.Optional;

/**
 * One setting as a run would use it.
 *
 * @param value absent if it is not set and has no default; never a key
 * @param origin the command line, a variable, a line of a file, or {@link #BUILT_IN}
 */
public record EffectiveSetting(String name, Optional<String> value, String origin) {
  public static final String BUILT_IN = "built-in";
}
