package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.CliException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads the words of a command line and writes the options anew as {@code --name=value}. By rules
 * of our own: picocli's would take {@code -sR} apart, read {@code -bind-addres=…} as {@code -b},
 * and a value that is a command's name as that command.
 *
 * <p>One use each; not thread-safe.
 */
final class CommandLineParser {
  /** May hold anything. */
  private static final Set<OptionDescriptor> FREE_TEXT =
      Set.of(SpaOptions.SERVER_CMD, Options.CMD, SpaOptions.KEY_COMMAND, SpaOptions.USER_AGENT);

  /** As git and others have it: {@code help} and {@code help knock}. */
  private static final String HELP = "help";

  private final Deque<String> words = new ArrayDeque<>();
  private final List<String> canonical = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private final Set<OptionDescriptor> named = new HashSet<>();
  private CommandDescriptor command = Commands.TUNNEL;
  private boolean sawOption;

  /** The last option, if its value was left out: a word behind it may be meant for that. */
  private String withoutValue = "";

  /** How many words stand behind the last option file: while more are left, they are the file's. */
  private int behindFile = Integer.MAX_VALUE;

  /** Of each word of the last option file. */
  private List<String> filePlaces = List.of();

  /** Where options of option files stand, by their canonical form. */
  private final Map<String, String> places = new HashMap<>();

  private CommandLineParser(Collection<String> words) {
    this.words.addAll(words);
  }

  /**
   * The line in canonical form.
   *
   * @param options {@code --name=value}, or {@code --name} for a switch
   * @param places file and line of options from option files
   * @param named every option that was written, also a switch that was turned off
   */
  record ParsedLine(
      CommandDescriptor command,
      List<String> options,
      List<String> operands,
      Set<OptionDescriptor> named,
      Map<String, String> places) {}

  static ParsedLine read(Collection<String> words) throws CliException {
    CommandLineParser grammar = new CommandLineParser(words);
    while (!grammar.words.isEmpty()) {
      grammar.takeFrom(grammar.place());
    }
    return new ParsedLine(
        grammar.command,
        List.copyOf(grammar.canonical),
        List.copyOf(grammar.operands),
        Set.copyOf(grammar.named),
        Map.copyOf(grammar.places));
  }

  /** Where the next word stands in an option file; empty on the command line. */
  private String place() {
    int left = words.size() - behindFile;
    return left <= 0 || filePlaces.isEmpty()
        ? ""
        : filePlaces.get(Math.max(0, filePlaces.size() - left));
  }

  private void takeFrom(String place) throws CliException {
    int before = canonical.size();
    try {
      take(words.removeFirst());
    } catch (CliException e) {
      throw place.isEmpty() ? e : new CliException(e.problem().at(place), e);
    }
    for (String option : canonical.subList(Math.min(before, canonical.size()), canonical.size())) {
      if (place.isEmpty()) {
        places.remove(option);
      } else {
        places.put(option, place);
      }
    }
  }

  private void take(String word) throws CliException {
    Typography.check(word);
    if (word.equals("--")) {
      takeOperands();
    } else if (word.startsWith("@") && word.length() > 1) {
      takeOptionFile(word);
    } else if (word.startsWith("-") && word.length() > 1) {
      takeOption(word);
      sawOption = true;
    } else {
      takeOperand(word);
    }
  }

  private void takeOptionFile(String word) throws CliException {
    if (words.size() >= behindFile) {
      throw usage("an option file in an option file: " + word, "name it on the command line");
    }
    behindFile = words.size();
    List<OptionFile.Word> read = OptionFile.read(word.substring(1));
    filePlaces = read.stream().map(OptionFile.Word::place).toList();
    read.reversed().forEach(each -> words.addFirst(each.text()));
  }

  private void takeOption(String word) throws CliException {
    if (isAttachedForward(word)) {
      words.addFirst(word.substring(2));
      words.addFirst(word.substring(0, 2));
      return;
    }
    int equals = word.indexOf('=');
    String name = equals < 0 ? word : word.substring(0, equals);
    Optional<OptionDescriptor> known = command.option(name);
    if (known.isEmpty()) {
      throw new CliException(OptionSuggestions.explain(word, command));
    }
    OptionDescriptor option = known.get();
    named.add(option);
    Optional<String> attached =
        equals < 0 ? Optional.empty() : Optional.of(word.substring(equals + 1));
    withoutValue = "";
    if (option.isFlag()) {
      takeFlag(option, name, attached);
    } else {
      withoutValue = option.implicitValue().isPresent() && attached.isEmpty() ? name : "";
      Optional<String> value = attached.or(option::implicitValue);
      canonical.add(
          option.name() + "=" + (value.isPresent() ? value.get() : nextWord(option, name)));
    }
  }

  /** {@code -L6000:host:22}, as ssh has it: the one option whose value may be stuck to it. */
  private boolean isAttachedForward(String word) {
    return command.options().contains(Options.LOCAL_FORWARD)
        && word.startsWith(Options.LOCAL_FORWARD.toString())
        && word.length() > 2
        && word.charAt(2) != '=';
  }

  /** Messages call an option what the user called it. */
  private void takeFlag(OptionDescriptor option, String name, Optional<String> attached)
      throws CliException {
    boolean on = isOn(name, attached.orElse("true"));
    canonical.remove(option.name());
    if (on) {
      canonical.add(option.name());
    }
  }

  /** Whether the text turns a switch on or off. */
  static boolean isOn(String name, String text) throws CliException {
    return switch (text) {
      case "true", "TRUE", "True", "t", "T", "1" -> true;
      case "false", "FALSE", "False", "f", "F", "0" -> false;
      default ->
          throw usage(
              name + " cannot be '" + text + "'",
              "it is a switch: " + name + " or " + name + "=false");
    };
  }

  private String nextWord(OptionDescriptor option, String name) throws CliException {
    String next = words.pollFirst();
    if (next == null) {
      throw usage(
          name + " needs a value",
          Optional.of(name)
              .filter(_ -> command.isTunnel())
              .flatMap(OptionSuggestions::ofSsh)
              .orElse("write " + name + " " + option.label().orElse("")));
    }
    if (!FREE_TEXT.contains(option)) {
      Typography.check(next);
    }
    if (command.option(next.split("=", 2)[0]).isPresent()) {
      throw usage(
          name + " needs a value, and " + next + " is an option",
          OptionSuggestions.ofSsh(name)
              .orElse("to mean the text itself write " + name + "=" + next));
    }
    return next;
  }

  /** All that is left, whatever it looks like. */
  private void takeOperands() throws CliException {
    if (command.operand().isEmpty() && !words.isEmpty()) {
      throw noOperand(words.getFirst());
    }
    operands.addAll(words);
    words.clear();
  }

  private void takeOperand(String word) throws CliException {
    if (command.operand().isPresent()) {
      operands.add(word);
      if (command.endsAtOperand()) {
        takeOperands();
      }
      return;
    }
    if (!command.isTunnel()) {
      throw noOperand(word);
    }
    if (word.equals(HELP) && !sawOption && words.size() <= 1) {
      canonical.add(Options.HELP.name());
      this.named.add(Options.HELP);
      return;
    }
    CommandDescriptor named =
        Commands.named(word)
            .orElseThrow(
                () -> new CliException(OptionSuggestions.explainCommand(word, this.named)));
    if (sawOption) {
      throw usage("options stand before the command " + word, "write them after it");
    }
    command = named;
  }

  private CliException noOperand(String word) {
    return usage(
        command.fullName() + " takes no operand: " + (word.isBlank() ? "'" + word + "'" : word),
        withoutValue.isEmpty()
            ? Help.pointer(command)
            : "to mean a value write " + withoutValue + "=" + word);
  }

  private static CliException usage(String error, String hint) {
    return new CliException(CliError.usage(error, hint));
  }
}
