package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.messages.Spelling;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.ResolveOptions;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Suggestions for an option or a command that does not exist. */
final class OptionSuggestions {
  private static final int MIN_BEGINNING = 2;
  private static final int MAX_SUGGESTIONS = 3;

  private OptionSuggestions() {}

  static CliError explain(String word, CommandDescriptor command) {
    String name = word.split("=", 2)[0];
    String hint =
        refused(name)
            .or(() -> meant(name, command))
            .or(() -> number(word, command))
            .or(() -> similar(name, command))
            .or(() -> glued(word, command))
            .or(() -> ofCommand(name, command))
            .or(() -> elsewhere(name, command))
            .orElseGet(() -> Help.pointer(command));
    return CliError.usage("unknown option " + shown(word, name), hint);
  }

  /** Messages may be logged: an option that looks like one of a key is shown without its value. */
  private static String shown(String word, String name) {
    return name.matches("-+[a-z0-9-]*(key|hmac|rijndael)[a-z0-9-]*") ? name : word;
  }

  static CliError explainCommand(String word, Collection<Setting<?>> named) {
    Optional<String> near =
        Spelling.nearest(word, Commands.NAMED.stream().map(CommandDescriptor::name).toList());
    return CliError.usage(
        "unknown command '" + word + "'",
        near.map(name -> "did you mean " + name + "?")
            .or(() -> ofSsh(word, named))
            .or(() -> ofHost(word))
            .orElseGet(() -> Help.pointer(Commands.TUNNEL)));
  }

  /**
   * An operand where none is taken.
   *
   * @param withoutValue name of an option before it whose value was left out, or empty
   */
  static CliError explainOperand(String word, CommandDescriptor command, String withoutValue) {
    String shown = word.isBlank() ? "'" + word + "'" : word;
    String meant =
        switch (command.name()) {
          case "keygen" -> "name the file with " + Options.KEY_GEN_FILE;
          case "knock", "check" -> "name the stanza with " + SpaOptions.NAMED_CONFIG;
          default -> Help.pointer(command);
        };
    return CliError.usage(
        command.fullName() + " takes no operand: " + shown,
        withoutValue.isEmpty()
            ? meant
            : "if that is the value, write " + withoutValue + "=" + word);
  }

  private static Optional<String> ofHost(String word) {
    boolean host = word.matches("[A-Za-z0-9-]+(\\.[A-Za-z0-9-]+)+");
    return host ? Optional.of("name the server with " + Options.REMOTE_HOST) : Optional.empty();
  }

  static CliError explainVariable(String name, Collection<String> known) {
    return CliError.usage(
        "unknown variable " + name,
        EnvironmentOptions.ofShortName(name)
            // By its letters it would be KEEP.
            .or(() -> name.endsWith("_HELP") ? Optional.empty() : Spelling.nearest(name, known))
            .map(variable -> "did you mean " + variable + "?")
            .orElse("unset it: there is no option of that name"));
  }

  /** Options of the fwknop client that have no place here. */
  private static Optional<String> refused(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "--key-rijndael", "--key-base64-rijndael", "--key-hmac", "--key-base64-hmac" ->
              "write the key to a file and use --key-file: other users can read command lines";
          case "-Q", "--spoof-source" ->
              "omit it: a forged source address needs raw sockets and root";
          case "-l", "--last", "--last-cmd", "-E", "--save-args-file", "--show-last" ->
              "omit it: command lines are never saved, because they may contain keys";
          case "-w", "--wget-cmd", "--use-wget-user-agent", "--secure-protocol" ->
              "omit it: wget is not used; -u sets the user agent";
          case "--icmp-type", "--icmp-code" -> "use -P udp: ICMP needs raw sockets and root";
          case "--no-home-dir" -> "use --no-rc-file";
          case "--gpg-encryption" -> "use --gpg-recipient-key KEY";
          case "--gpg-exec" -> "write --gpg-exe";
          default -> null;
        });
  }

  /** Letters of ssh that mean something else here and are not needed. */
  static Optional<String> ofSsh(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "-N" -> "omit it: ssh's -N is the default, and -N is --nat-access HOST here";
          case "-f" -> "append '&' or run a service: -f is --fw-timeout SECONDS here";
          case "-p" -> "use -remote-port: -p is the port of the SPA server here";
          default -> null;
        });
  }

  /** The same of switches, to which a word behind them says that ssh's were meant. */
  static Optional<String> ofSsh(String word, Collection<Setting<?>> named) {
    if (named.contains(ResolveOptions.RESOLVE) && word.matches("([^:]*:)?\\d+:[^:]+:\\d+")) {
      return Optional.of(
          "omit it: -R resolves the public address here, and remote forwarding is not supported");
    }
    if (named.contains(SpaOptions.SERVER_PORT) && word.contains("@")) {
      return ofSsh("-p");
    }
    return word.contains("@")
        ? Optional.of("name the host with -remote-host, without a user name")
        : Optional.empty();
  }

  /** What other programs call an option of ours. */
  private static Optional<String> meant(String name, CommandDescriptor command) {
    if (name.matches("-vv+")) {
      return Optional.of("use -v: there is one level");
    }
    if (name.matches("-[fN]{2,}") && command.isTunnel()) {
      return ofSsh("-f");
    }
    List<String> ours =
        switch (name.replaceFirst("^--?", "")) {
          case "keys", "keyfile", "identity" -> List.of("--key-file");
          case "host", "hostname", "target" -> List.of("--remote-host");
          case "server" -> List.of("--destination");
          case "port" -> List.of("--remote-port", "--local-port", "--server-port");
          case "listen", "bind" -> List.of("--bind-address", "--local-port");
          case "config", "config-file" -> List.of("--rc-file", "--named-config");
          case "timeout" -> List.of("--connect-timeout", "--wait");
          default -> List.of();
        };
    List<String> known = ours.stream().filter(our -> command.option(our).isPresent()).toList();
    return known.isEmpty()
        ? Optional.empty()
        : Optional.of("did you mean " + String.join(" or ", known) + "?");
  }

  /** An option of a tunnel that a command has by another name. */
  private static Optional<String> ofCommand(String name, CommandDescriptor command) {
    boolean waits = command.options().contains(Options.WAIT);
    return waits && Options.CONNECT_TIMEOUT.names().contains(name)
        ? Optional.of("write " + Options.WAIT + "=TIME")
        : Optional.empty();
  }

  private static Optional<String> similar(String name, CommandDescriptor command) {
    // One letter is near every other letter, so short names are never suggested.
    List<String> names =
        command.options().stream()
            .flatMap(option -> option.names().stream())
            .filter(known -> known.length() > 2)
            .toList();
    return beginning(name, names)
        .or(() -> Spelling.nearest(name, names))
        .map(option -> "did you mean " + option + "?");
  }

  /** What getopt would have taken: the only option that begins so. */
  private static Optional<String> beginning(String name, List<String> names) {
    List<String> longer = names.stream().filter(known -> known.startsWith(name)).toList();
    boolean enough = letters(name).length() >= MIN_BEGINNING && name.startsWith("--");
    return enough && longer.size() <= MAX_SUGGESTIONS && !longer.isEmpty()
        ? Optional.of(String.join(" or ", longer))
        : Optional.empty();
  }

  /** {@code -mmd5} looks like {@code -mode}, but no option has a digit where that one has. */
  private static Optional<String> number(String word, CommandDescriptor command) {
    return word.matches("-[A-Za-z][^=]*[0-9]") ? glued(word, command) : Optional.empty();
  }

  /** {@code -p62201} or {@code -sR}: a short option with something stuck to it. */
  private static Optional<String> glued(String word, CommandDescriptor command) {
    if (word.startsWith("--") || word.length() < 3) {
      return Optional.empty();
    }
    String name = word.substring(0, 2);
    if (Setting.impliedBy(name).isPresent()) {
      return Optional.empty();
    }
    Optional<Setting<?>> first = command.option(name);
    if (first.isEmpty() || !first.get().isFlag()) {
      return first.map(option -> "separate the value: " + name + " " + word.substring(2));
    }
    List<String> apart = letters(word).chars().mapToObj(letter -> "-" + (char) letter).toList();
    return apart.stream().allMatch(option -> command.option(option).isPresent())
        ? Optional.of("separate the options: " + String.join(" ", apart))
        : Optional.empty();
  }

  private static Optional<String> elsewhere(String name, CommandDescriptor command) {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .filter(other -> !other.equals(command) && other.option(name).isPresent())
        .findFirst()
        .map(other -> name + " is an option of '" + other.fullName() + "'");
  }

  private static String letters(String name) {
    return name.replaceFirst("^-+", "");
  }
}
