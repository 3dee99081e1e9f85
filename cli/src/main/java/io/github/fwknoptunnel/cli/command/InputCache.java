package io.github.fwknoptunnel.cli.command;

import io.github.fwknoptunnel.cli.args.Arguments;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ProblemException;
import io.github.fwknoptunnel.cli.words.RcWords;
import io.github.fwknoptunnel.spa.rc.KeySettings;
import io.github.fwknoptunnel.spa.rc.RcException;
import io.github.fwknoptunnel.spa.rc.RcFile;
import io.github.fwknoptunnel.spa.rc.RcWarning;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Rc files and keys that were read already, for tunnels that share them: a pipe can be read once, a
 * key command may ask for a password, and so may the terminal. Each warning is printed once.
 *
 * <p>Not thread-safe.
 */
final class InputCache {
  private final Map<Path, RcFile> files = new HashMap<>();
  private final Map<String, KeySettings> keys = new HashMap<>();
  private final Map<String, HmacSource.Hmac> hmacs = new HashMap<>();
  private final Set<String> printed = new HashSet<>();

  /** Reads something for the first time. */
  interface Reading<T> {
    T run() throws ProblemException, RcException;
  }

  RcFile file(Path file, Reading<RcFile> reading) throws ProblemException, RcException {
    return read(files, file, reading);
  }

  /**
   * Keys.
   *
   * @param source names where they come from
   */
  KeySettings keys(String source, Reading<KeySettings> reading)
      throws ProblemException, RcException {
    return read(keys, source, reading);
  }

  HmacSource.Hmac hmac(String source, Reading<HmacSource.Hmac> reading)
      throws ProblemException, RcException {
    return read(hmacs, source, reading);
  }

  private static <K, T> T read(Map<K, T> known, K key, Reading<T> reading)
      throws ProblemException, RcException {
    T found = known.get(key);
    if (found == null) {
      found = reading.run();
      known.put(key, found);
    }
    return found;
  }

  void warn(Arguments line, Console console, List<RcWarning> warnings) throws ProblemException {
    for (RcWarning warning : warnings) {
      warn(line, console, RcWords.of(warning));
    }
  }

  void warn(Arguments line, Console console, String text) throws ProblemException {
    if (printed.add(text)) {
      Logs.warn(line, console, text);
    }
  }
}
