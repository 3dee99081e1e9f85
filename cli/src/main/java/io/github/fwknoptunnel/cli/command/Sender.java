package io.github.fwknoptunnel.cli.command;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who sends a packet, as the reference client finds it: the effective user unless the environment
 * says otherwise.
 *
 * @param origin variable that has the name, if one has
 */
record Sender(String name, Optional<String> origin) {
  /** What Java says of a user without an entry in the password file. */
  private static final List<String> NO_ENTRY = List.of("", "?");

  static Sender of(Map<String, String> environment, String effectiveUser) {
    return variable(environment, "SPOOF_USER")
        .or(() -> variable(environment, "LOGNAME"))
        .or(() ->
            NO_ENTRY.contains(effectiveUser)
                ? variable(environment, "USER")
                : Optional.of(new Sender(effectiveUser, Optional.empty())))
        .orElse(new Sender("NO_USER", Optional.empty()));
  }

  static Sender find() {
    return of(System.getenv(), System.getProperty("user.name", ""));
  }

  private static Optional<Sender> variable(Map<String, String> environment, String name) {
    return KeySource.variable(environment, name).map(text -> new Sender(text, Optional.of(name)));
  }
}
