package io.github.fwknoptunnel.cli.command.sshconfig;

import io.github.fwknoptunnel.cli.args.ParsedArguments;
import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.setting.GpgOptions;
import io.github.fwknoptunnel.cli.setting.LocatedText;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.ShellWord;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import io.github.fwknoptunnel.tunnel.knock.ExternalCommand;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The command that ssh starts to reach a host: {@code connect} with the options of a command line.
 *
 * @param line the options that are to be repeated
 */
record ProxyCommand(ParsedArguments line) {
  private static final String PROGRAM = "fwknop-tunnel";

  /** What the launcher is called by, if it says so. */
  private static final String LAUNCHER = "fwknop-tunnel.launcher";

  /** They are in the block itself. */
  private static final Set<Setting<?>> NOT_REPEATED =
      Set.of(Options.REMOTE_HOST, Options.REMOTE_PORT);

  private static final Set<Setting<?>> COMMANDS = Set.of(Options.CMD, SpaOptions.KEY_COMMAND);

  /** The text as ssh_config(5) wants it: quoted for a shell, percent signs doubled. */
  String text() throws CliException {
    List<String> words = new ArrayList<>(List.of(program(), "connect"));
    for (Setting<?> option : line.command().options()) {
      if (line.has(option) && !NOT_REPEATED.contains(option)) {
        words.add(option.name());
        words.addAll(printable(option, value(option)));
      }
    }
    return words.stream()
        .map(word -> ShellWord.quoted(word).replace("%", "%%"))
        .collect(Collectors.joining(" ", "", " '%h' %p"));
  }

  private static String program() {
    boolean known = new ExternalCommand(PROGRAM, List.of(PROGRAM)).validate().isEmpty();
    return known ? PROGRAM : System.getProperty(LAUNCHER, PROGRAM);
  }

  /** A line feed would begin another line of the configuration. */
  private static List<String> printable(Setting<?> option, List<String> values)
      throws CliException {
    for (String value : values) {
      if (!LogSanitizer.of(value).equals(value)) {
        throw LocatedText.of(option, LogSanitizer.of(value)).bad("no control characters here");
      }
    }
    return values;
  }

  private List<String> value(Setting<?> option) throws CliException {
    if (option.isFlag()) {
      return List.of();
    }
    if (COMMANDS.contains(option)) {
      return List.of(command(option));
    }
    // ssh starts it in another directory. A program without a slash is found on the PATH.
    String text = line.text(option).orElse("");
    boolean onPath = option.equals(GpgOptions.EXE) && !text.contains("/");
    return List.of(
        option.read(LocatedText.of(option, text)) instanceof Path file && !onPath
            ? file.toAbsolutePath().normalize().toString()
            : text);
  }

  /** A program is found from any directory. */
  private String command(Setting<?> option) throws CliException {
    String text = line.text(option).orElse("");
    try {
      List<String> words = new ArrayList<>(ExternalCommand.parse(text).words());
      Path program = Path.of(words.getFirst());
      if (program.isAbsolute() || !words.getFirst().contains("/")) {
        return text;
      }
      words.set(0, program.toAbsolutePath().normalize().toString());
      boolean whole = words.size() == 1;
      return whole
          ? words.getFirst()
          : words.stream().map(ShellWord::quoted).collect(Collectors.joining(" "));
    } catch (IllegalArgumentException e) {
      throw LocatedText.of(option, text).bad("a command, split as by a shell: " + e.getMessage());
    }
  }
}
