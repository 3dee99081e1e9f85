package io.github.fwknoptunnel.cli.config.spa;

import io.github.fwknoptunnel.cli.config.keys.KeyResolver;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Who sends a packet, as the reference client finds it: the effective user unless the environment
 * says otherwise.
 *
 * @param origin variable that has the name, if one has
 */
public record DefaultUsername(String name, Optional<String> origin) {
  /** What Java says of a user without an entry in the password file. */
  private static final List<String> NO_ENTRY = List.of("", "?");

  static DefaultUsername of(Map<String, String> environment, String effectiveUser) {
    return variable(environment, "SPOOF_USER")
        .or(() -> variable(environment, "LOGNAME"))
        .or(() ->
            NO_ENTRY.contains(effectiveUser)
                ? variable(environment, "USER")
                : Optional.of(new DefaultUsername(effectiveUser, Optional.empty())))
        .orElse(new DefaultUsername("NO_USER", Optional.empty()));
  }

  public static DefaultUsername find() {
    return of(System.getenv(), System.getProperty("user.name", ""));
  }

  private static Optional<DefaultUsername> variable(Map<String, String> environment, String name) {
    return KeyResolver.variable(environment, name)
        .map(text -> new DefaultUsername(text, Optional.of(name)));
  }
}
