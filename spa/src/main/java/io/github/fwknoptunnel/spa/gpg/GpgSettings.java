package io.github.fwknoptunnel.spa.gpg;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Which gpg is run, and how.
 *
 * @param program a name on the {@code PATH} or a file; absent means {@code gpg}, or {@code
 *     /usr/bin/gpg} if the {@code PATH} has none
 * @param home the directory of the keyring; absent means gpg's own default
 * @param unlock how gpg gets the pass phrase of the secret key
 * @param limit positive; gpg is killed after this time, which includes the user's answer to the
 *     agent's prompt
 */
public record GpgSettings(
    Optional<String> program, Optional<Path> home, GpgPassphrase unlock, Duration limit) {

  /** The user's own gpg and keyring, no pass phrase prompt, a time limit of 30 s. */
  public static final GpgSettings DEFAULT =
      new GpgSettings(
          Optional.empty(), Optional.empty(), new GpgPassphrase.None(), Duration.ofSeconds(30));

  /** Time enough to type a pass phrase into the agent's window. */
  private static final Duration LIMIT_WITH_AGENT = Duration.ofMinutes(2);

  /**
   * Uses the default time limit: two minutes if {@code unlock} is a {@link GpgPassphrase.Agent},
   * otherwise 30 s.
   *
   * @param program a name on the {@code PATH} or a file; absent means {@code gpg}, or {@code
   *     /usr/bin/gpg} if the {@code PATH} has none
   * @param home the directory of the keyring; absent means gpg's own default
   * @param unlock how gpg gets the pass phrase of the secret key
   */
  public GpgSettings(Optional<String> program, Optional<Path> home, GpgPassphrase unlock) {
    this(
        program,
        home,
        unlock,
        unlock instanceof GpgPassphrase.Agent ? LIMIT_WITH_AGENT : DEFAULT.limit);
  }

  /** Checks the limit. */
  public GpgSettings {
    if (!limit.isPositive()) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }

  /**
   * {@return the same settings with another home directory}
   *
   * @param directory of the keyring; it must exist when gpg is run
   */
  public GpgSettings withHome(Path directory) {
    return new GpgSettings(program, Optional.of(directory), unlock, limit);
  }

  /**
   * {@return the same settings with another source of the pass phrase} The time limit does not
   * change.
   *
   * @param how owned by the {@link GpgKeys} that are made with these settings
   */
  public GpgSettings withUnlock(GpgPassphrase how) {
    return new GpgSettings(program, home, how, limit);
  }

  /** What to try, the first that can be started is taken. */
  List<String> programs() {
    return program.map(List::of).orElse(List.of("gpg", "/usr/bin/gpg"));
  }
}
