package io.github.fwknoptunnel.spa.gpg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which gpg is run, and how.
 *
 * @param program a name on the {@code PATH} or a file; absent means {@code gpg}, or {@code
 *     /usr/bin/gpg} where the {@code PATH} has none
 * @param home the directory of the keyring; absent means gpg's own default
 * @param limit after which gpg is killed; it includes the time a user needs to answer the agent
 */
public record GpgSettings(
    Optional<String> program, Optional<Path> home, GpgPassphrase unlock, Duration limit) {

  /** The user's own gpg and keyring, nobody is asked, at most 30 s. */
  public static final GpgSettings DEFAULT =
      new GpgSettings(
          Optional.empty(), Optional.empty(), new GpgPassphrase.None(), Duration.ofSeconds(30));

  /** Time enough to type a pass phrase into the agent's window. */
  private static final Duration LIMIT_WITH_AGENT = Duration.ofMinutes(2);

  /** With the usual limit, which is longer where a user answers the agent. */
  public GpgSettings(Optional<String> program, Optional<Path> home, GpgPassphrase unlock) {
    this(
        program,
        home,
        unlock,
        unlock instanceof GpgPassphrase.Agent ? LIMIT_WITH_AGENT : DEFAULT.limit);
  }

  public GpgSettings {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }

  public GpgSettings withProgram(String file) {
    return new GpgSettings(Optional.of(file), home, unlock, limit);
  }

  public GpgSettings withHome(Path directory) {
    return new GpgSettings(program, Optional.of(directory), unlock, limit);
  }

  public GpgSettings withUnlock(GpgPassphrase how) {
    return new GpgSettings(program, home, how, limit);
  }

  public GpgSettings withLimit(Duration time) {
    return new GpgSettings(program, home, unlock, time);
  }

  /** What to try, the first that can be started is taken. */
  List<String> programs() {
    return program.map(List::of).orElse(List.of("gpg", "/usr/bin/gpg"));
  }
}
