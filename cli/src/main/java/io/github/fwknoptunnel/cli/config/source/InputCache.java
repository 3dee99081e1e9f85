package io.github.fwknoptunnel.cli.config.source;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.log.Logs;
import io.github.fwknoptunnel.cli.messages.RcMessages;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.cli.terminal.Console;
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
 * key command may prompt for a password, and so may the terminal. Each warning is printed once.
 *
 * <p>Not thread-safe.
 */
public final class InputCache {
  private final Map<String, RcFile> files = new HashMap<>();
  private final Map<String, Object> keys = new HashMap<>();
  private final Set<String> printed = new HashSet<>();

  /** Reads something for the first time. */
  public interface Reading<T> {
    T run() throws CliException, RcException;
  }

  /**
   * Names what a tunnel reads: one that checks the file's mode shares nothing with one that does
   * not.
   */
  public static String nameOf(Path file, ParsedArguments line) {
    return (line.has(SpaOptions.INSECURE_KEY_FILE) ? SpaOptions.INSECURE_KEY_FILE + " " : "")
        + file;
  }

  RcFile file(String name, Reading<RcFile> reading) throws CliException, RcException {
    return read(files, name, reading);
  }

  /**
   * Keys.
   *
   * @param source names where they come from
   * @param type what is made of them
   */
  public <T> T keys(String source, Class<T> type, Reading<T> reading)
      throws CliException, RcException {
    String name = type.getSimpleName() + " " + source;
    return type.cast(read(keys, name, reading::run));
  }

  private static <T> T read(Map<String, T> known, String key, Reading<T> reading)
      throws CliException, RcException {
    T found = known.get(key);
    if (found == null) {
      found = reading.run();
      known.put(key, found);
    }
    return found;
  }

  public void warn(ParsedArguments line, Console console, List<RcWarning> warnings)
      throws CliException {
    for (RcWarning warning : warnings) {
      warn(line, console, RcMessages.of(warning));
    }
  }

  public void warn(ParsedArguments line, Console console, String text) throws CliException {
    if (printed.add(text)) {
      Logs.warn(line, console, text);
    }
  }
}
