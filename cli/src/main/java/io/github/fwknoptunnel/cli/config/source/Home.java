package io.github.fwknoptunnel.cli.config.source;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The user's home directory, as the fwknop client and gpg find it: {@code HOME} first. */
public final class Home {
  private Home() {}

  /**
   * The directory.
   *
   * @param ofPasswd what the JVM found; for a user without an entry it is {@code ?}, which would be
   *     a directory of the owner of the current one
   */
  static Optional<Path> directory(Map<String, String> environment, String ofPasswd)
      throws InvalidPathException {
    return Stream.of(environment.getOrDefault("HOME", ""), ofPasswd)
        .filter(text -> !text.isEmpty())
        .map(Path::of)
        .filter(Path::isAbsolute)
        .findFirst();
  }

  /** The directory of this process's user. */
  public static Optional<Path> directory() throws InvalidPathException {
    return directory(System.getenv(), System.getProperty("user.home", ""));
  }
}
