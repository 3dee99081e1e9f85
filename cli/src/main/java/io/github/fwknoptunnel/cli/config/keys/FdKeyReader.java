package io.github.fwknoptunnel.cli.config.keys;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.terminal.Console;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.stream.Stream;

/** A file descriptor that the program inherited, and that holds keys. */
final class FdKeyReader {
  /** Longer than any two keys. */
  private static final int MAX_BYTES = 64 * 1024;

  private static final int STDIN = 0;

  private FdKeyReader() {}

  /**
   * All that can be read from the descriptor that an option names. The caller wipes it.
   *
   * @param console its stdin is descriptor 0
   */
  static byte[] read(ParsedArguments line, Setting<Integer> option, Console console)
      throws CliException {
    int number = line.value(option).orElse(STDIN);
    String name = option + " " + number;
    if (number == STDIN) {
      return readStdin(console, name);
    }
    try (InputStream in = new FileInputStream(device(number))) {
      return readAll(in, name);
    } catch (IOException e) {
      throw unreadable(name, "cannot be read: not an open file descriptor, or a socket");
    }
  }

  /**
   * All of stdin, which must hold something. The caller wipes it.
   *
   * @param name what the user calls it
   */
  static byte[] readStdin(Console console, String name) throws CliException {
    if (console.terminal().isTty(STDIN)) {
      console
          .err()
          .println(
              "warning: "
                  + name
                  + " reads the key from the terminal and shows it; end it with Ctrl-D. Without "
                  + name
                  + " the prompt hides the key");
    }
    byte[] bytes = readAll(console.in(), name);
    if (bytes.length == 0) {
      throw CliException.config(
          name + ": stdin is empty", "redirect the key to it: " + name + " <FILE");
    }
    return bytes;
  }

  /**
   * All of a stream, if it is no more than keys can be. The caller wipes it.
   *
   * @param name what the user calls it
   */
  private static byte[] readAll(InputStream in, String name) throws CliException {
    byte[] bytes;
    try {
      bytes = in.readNBytes(MAX_BYTES + 1);
    } catch (IOException e) {
      throw unreadable(name, "cannot be read");
    }
    if (bytes.length > MAX_BYTES) {
      Arrays.fill(bytes, (byte) 0);
      // A descriptor that was not passed may belong to a file of the Java runtime.
      throw unreadable(name, "has more than " + MAX_BYTES + " bytes; a key file has fewer");
    }
    return bytes;
  }

  /** Both name the descriptors of this process; the second is there without the first's link. */
  private static File device(int number) {
    return Stream.of("/dev/fd/", "/proc/self/fd/")
        .map(directory -> new File(directory + number))
        .filter(File::exists)
        .findFirst()
        .orElseGet(() -> new File("/dev/fd/" + number));
  }

  private static CliException unreadable(String name, String how) {
    return CliException.config(name + " " + how, "open the file in the shell: append 3<FILE");
  }
}
