package io.github.fwknoptunnel.cli.command;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Who sends a packet, as the reference client finds it: the effective user unless the environment
 * says otherwise.
 */
final class Sender {
  private Sender() {}

  static String name(Map<String, String> environment, String effectiveUser) {
    return Stream.of(
            Optional.ofNullable(environment.get("SPOOF_USER")),
            Optional.ofNullable(environment.get("LOGNAME")),
            Optional.of(effectiveUser),
            Optional.ofNullable(environment.get("USER")))
        .flatMap(Optional::stream)
        .filter(name -> !name.isEmpty())
        .findFirst()
        .orElse("NO_USER");
  }
}
