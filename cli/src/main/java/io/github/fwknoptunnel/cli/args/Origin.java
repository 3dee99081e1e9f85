package io.github.fwknoptunnel.cli.args;

import java.util.List;
import java.util.Map;

/**
 * Where a command line comes from, to read it again.
 *
 * @param options what the environment held
 */
record Origin(List<String> words, Map<String, String> environment, EnvironmentOptions options) {
  Origin {
    words = List.copyOf(words);
    environment = Map.copyOf(environment);
  }
}
