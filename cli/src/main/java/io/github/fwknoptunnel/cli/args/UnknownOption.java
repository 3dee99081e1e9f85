package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.terminal.Problem;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What somebody probably meant who wrote an option or a command that does not exist. */
final class UnknownOption {
  /** More changes than this and a suggestion is a guess; so are more than half of the letters. */
  private static final int MOST_EDITS = 2;

  private static final int SHORTEST_BEGINNING = 2;
  private static final int MOST_SUGGESTIONS = 3;

  private UnknownOption() {}

  static Problem explain(String word, CommandModel command) {
    String name = word.split("=", 2)[0];
    String hint =
        refused(name)
            .or(() -> number(word, command))
            .or(() -> similar(name, command))
            .or(() -> glued(word, command))
            .or(() -> elsewhere(name, command))
            .orElseGet(() -> Help.pointer(command));
    return Problem.usage("unknown option " + shown(word, name), hint);
  }

  /** What is said here ends up in logs: nothing that looks like a key's option shows its value. */
  private static String shown(String word, String name) {
    return name.matches("-+[a-z0-9-]*(key|hmac|rijndael)[a-z0-9-]*") ? name : word;
  }

  static Problem explainCommand(String word) {
    Optional<String> near = nearest(word, Models.NAMED.stream().map(CommandModel::name).toList());
    return Problem.usage(
        "unknown command '" + word + "'",
        near.map(name -> "did you mean " + name + "?")
            .orElseGet(() -> Help.pointer(Models.TUNNEL)));
  }

  static Problem explainVariable(String name, Collection<String> known) {
    return Problem.usage(
        "unknown variable " + name,
        nearest(name, known)
            .map(variable -> "did you mean " + variable + "?")
            .orElse("it would stand for an option of that name, and there is none"));
  }

  /** Options of the fwknop client that have no place here. */
  private static Optional<String> refused(String name) {
    return Optional.ofNullable(
        switch (name) {
          case "--key-rijndael", "--key-base64-rijndael", "--key-hmac", "--key-base64-hmac" ->
              "everybody can read a command line: keys go into a --key-file";
          case "-Q", "--spoof-source" -> "a forged source address needs root and raw sockets";
          case "-l", "--last", "--last-cmd", "-E", "--save-args-file", "--show-last" ->
              "command lines are never saved, since they could hold keys";
          case "-w", "--wget-cmd", "--use-wget-user-agent", "--secure-protocol" ->
              "no wget is needed: leave it out, or set the name with -u";
          case "--icmp-type", "--icmp-code" -> "ICMP needs root and raw sockets: use -P udp";
          case "--no-home-dir" -> "write --no-rc-file";
          case "--gpg-encryption" -> "--gpg-recipient-key KEY turns GPG on";
          case "--gpg-exec" -> "write --gpg-exe";
          default -> null;
        });
  }

  private static Optional<String> similar(String name, CommandModel command) {
    // One letter is near every other letter, so short names are never suggested.
    List<String> names =
        command.options().stream()
            .flatMap(option -> option.names().stream())
            .filter(known -> known.length() > 2)
            .toList();
    return beginning(name, names)
        .or(() -> nearest(name, names))
        .map(option -> "did you mean " + option + "?");
  }

  /** What getopt would have taken: the only option that begins so. */
  private static Optional<String> beginning(String name, List<String> names) {
    List<String> longer = names.stream().filter(known -> known.startsWith(name)).toList();
    boolean enough = letters(name).length() >= SHORTEST_BEGINNING && name.startsWith("--");
    return enough && longer.size() <= MOST_SUGGESTIONS && !longer.isEmpty()
        ? Optional.of(String.join(" or ", longer))
        : Optional.empty();
  }

  /** {@code -mmd5} looks like {@code -mode}, but no option has a digit where that one has. */
  private static Optional<String> number(String word, CommandModel command) {
    return word.matches("-[A-Za-z][^=]*[0-9]") ? glued(word, command) : Optional.empty();
  }

  /** {@code -p62201} or {@code -sR}: a short option with something stuck to it. */
  private static Optional<String> glued(String word, CommandModel command) {
    if (word.startsWith("--") || word.length() < 3) {
      return Optional.empty();
    }
    String name = word.substring(0, 2);
    Optional<Opt> first = command.option(name);
    if (first.isEmpty() || !first.get().isFlag()) {
      return first.map(option -> "write the value apart: " + name + " " + word.substring(2));
    }
    List<String> apart = letters(word).chars().mapToObj(letter -> "-" + (char) letter).toList();
    return apart.stream().allMatch(option -> command.option(option).isPresent())
        ? Optional.of("write options apart: " + String.join(" ", apart))
        : Optional.empty();
  }

  private static Optional<String> elsewhere(String name, CommandModel command) {
    return Stream.concat(Stream.of(Models.TUNNEL), Models.NAMED.stream())
        .filter(other -> !other.equals(command) && other.option(name).isPresent())
        .findFirst()
        .map(other -> name + " is an option of '" + other.fullName() + "'");
  }

  private static Optional<String> nearest(String word, Collection<String> candidates) {
    return candidates.stream()
        .filter(candidate -> edits(word, candidate) <= mostEdits(candidate))
        .min(Comparator.comparingInt(candidate -> edits(word, candidate)));
  }

  private static int mostEdits(String candidate) {
    return Math.min(MOST_EDITS, letters(candidate).length() / 2);
  }

  private static String letters(String name) {
    return name.replaceFirst("^-+", "");
  }

  /** Levenshtein distance; leading dashes do not count. */
  private static int edits(String left, String right) {
    String a = letters(left);
    String b = letters(right);
    int[] previous = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      previous[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] current = new int[b.length() + 1];
      current[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        current[j] = Math.min(change, Math.min(previous[j], current[j - 1]) + 1);
      }
      previous = current;
    }
    return previous[b.length()];
  }
}
