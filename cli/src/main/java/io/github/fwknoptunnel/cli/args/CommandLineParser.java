package io.github.fwknoptunnel.cli.args;

import io.github.fwknoptunnel.cli.error.CliException;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.cli.setting.SpaOptions;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.Stack;
import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParameterException;

/**
 * Parses a command line with picocli; a preprocessor validates each word.
 *
 * <p>The model holds the options that the line names and no others: to build all of them takes
 * longer than to send a packet. A name that is no option is in it too, so that it is refused where
 * an option is possible, and remains a value or an operand elsewhere. Not thread-safe; one use
 * each.
 */
final class CommandLineParser {
  /** May hold anything. */
  private static final Set<Setting<?>> FREE_TEXT =
      Set.of(SpaOptions.SERVER_CMD, Options.CMD, SpaOptions.KEY_COMMAND, SpaOptions.USER_AGENT);

  /** As in git: {@code help}, {@code help knock} and {@code help knock --all}. */
  private static final GivenOption HELP_WORD = GivenOption.of(Options.HELP, "");

  private static final String END_OF_OPTIONS = "--";

  private final CommandSpec model = NoFactory.command().interpolateVariables(false);

  /**
   * The words of the line, the last first: the index of a word is the number that picocli has left.
   */
  private final List<OptionFile.Word> line = new ArrayList<>();

  private final List<GivenOption> given = new ArrayList<>();
  private final List<String> operands = new ArrayList<>();
  private final Set<Setting<?>> named = new HashSet<>();
  private final List<NamedTunnel> tunnels = new ArrayList<>();
  private CommandDescriptor command = Commands.TUNNEL;

  /** The last option, if its value was left out: a word behind it may be meant for that. */
  private String withoutValue = "";

  /** Where the last value stood. */
  private int valueAt = Integer.MAX_VALUE;

  private CommandLineParser() {}

  /**
   * What a line says.
   *
   * @param named every option that was written, also a switch that was turned off
   */
  record ParsedLine(
      CommandDescriptor command,
      List<GivenOption> options,
      List<String> operands,
      Set<Setting<?>> named,
      List<NamedTunnel> tunnels) {}

  static ParsedLine read(Collection<String> words) throws CliException {
    return readWords(words.stream().map(word -> new OptionFile.Word(word, "")).toList());
  }

  static ParsedLine readWords(List<OptionFile.Word> words) throws CliException {
    CommandLineParser parser = new CommandLineParser();
    parser.parse(words);
    return new ParsedLine(
        parser.command,
        List.copyOf(parser.given),
        List.copyOf(parser.operands),
        Set.copyOf(parser.named),
        List.copyOf(parser.tunnels));
  }

  private void parse(List<OptionFile.Word> words) throws CliException {
    // picocli would search the constructors of twenty types that no option has.
    System.setProperty("picocli.converters.excludes", ".*");
    model
        .parser()
        .expandAtFiles(false)
        .posixClusteredShortOptionsAllowed(false)
        .unmatchedOptionsArePositionalParams(true);
    model.addPositional(
        PositionalParamSpec.builder()
            .index("0..*")
            .arity("0..1")
            .preprocessor(this::preprocess)
            .build());
    words.reversed().forEach(this::add);
    try {
      new CommandLine(model, new NoFactory())
          .parseArgs(words.stream().map(OptionFile.Word::text).toArray(String[]::new));
    } catch (ParameterException e) {
      if (e.getCause() instanceof CliException refused) {
        throw refused;
      }
      throw e;
    }
  }

  /** Puts words in the place of the one that was met. */
  private void replace(Stack<String> left, List<OptionFile.Word> words) {
    line.subList(left.size(), line.size()).clear();
    for (OptionFile.Word word : words.reversed()) {
      left.push(word.text());
      add(word);
    }
  }

  private void add(OptionFile.Word word) {
    line.add(word);
    String name = modelName(word.text());
    if (!name.isEmpty() && !model.optionsMap().containsKey(name)) {
      model.addOption(
          OptionSpec.builder(name)
              .arity("1")
              .type(String.class)
              .preprocessor(this::preprocess)
              .build());
    }
  }

  /**
   * What makes a word one of the model's options: a dash; an {@code @}, which picocli would follow
   * in a value and behind {@code --} as well; a character that is no hyphen.
   */
  private static String modelName(String word) {
    boolean special = word.length() > 1 && (word.startsWith("-") || word.startsWith("@"));
    if (word.equals(END_OF_OPTIONS) || !(special || Typography.problem(word).isPresent())) {
      return "";
    }
    int equals = word.startsWith("-") ? word.indexOf('=') : -1;
    return equals > 1 ? word.substring(0, equals) : word;
  }

  /** Takes from {@code left} whatever belongs to the word that picocli has met. */
  private boolean preprocess(
      Stack<String> left, CommandSpec spec, ArgSpec argument, Map<String, Object> info) {
    boolean attached = "=".equals(info.get("separator"));
    int at = left.size() - (attached || argument.isPositional() ? 1 : 0);
    OptionFile.Word word = line.get(at);
    try {
      if (argument.isPositional()) {
        parseOperand(left.pop(), left, at);
      } else {
        parseSpecial(word, attached ? Optional.of(left.pop()) : Optional.empty(), left);
      }
      return true;
    } catch (CliException e) {
      CliException placed =
          word.place().isEmpty() ? e : new CliException(e.problem().at(word.place()), e);
      throw new ParameterException(spec.commandLine(), e.problem().error(), placed);
    }
  }

  private void parseSpecial(OptionFile.Word word, Optional<String> attached, Stack<String> left)
      throws CliException {
    Typography.check(word.text());
    if (word.text().startsWith("@")) {
      parseOptionFile(word, left);
    } else if (isAttachedForward(word.text())) {
      String name = Options.LOCAL_FORWARD.toString();
      String value = word.text().substring(name.length());
      replace(
          left,
          List.of(
              new OptionFile.Word(name, word.place()), new OptionFile.Word(value, word.place())));
    } else {
      parseOption(word, attached, left);
    }
  }

  private void parseOptionFile(OptionFile.Word word, Stack<String> left) throws CliException {
    if (!word.place().isEmpty()) {
      throw CliException.usage(
          "an option file cannot include another: " + word.text(), "name it on the command line");
    }
    OptionFile file = OptionFile.read(word.text().substring(1));
    replace(left, file.words());
    for (OptionFile.Section section : file.sections()) {
      tunnels.add(NamedTunnel.of(section));
    }
  }

  private void parseOption(OptionFile.Word word, Optional<String> attached, Stack<String> left)
      throws CliException {
    String name = modelName(word.text());
    boolean all = name.equals("--all") && given.contains(HELP_WORD);
    Optional<Setting<?>> known = command.option(all ? Options.HELP_ALL.name() : name);
    if (known.isEmpty()) {
      throw new CliException(OptionSuggestions.explain(word.text(), command));
    }
    Setting<?> option = known.get();
    named.add(option);
    withoutValue = "";
    if (option.isFlag()) {
      boolean on = GivenOption.isOn(name, attached.orElse("true"));
      given.removeIf(earlier -> earlier.option().equals(option));
      if (on) {
        given.add(new GivenOption(option, "", Optional.empty(), word.place()));
      }
      return;
    }
    Optional<String> implied = Setting.impliedBy(name);
    if (implied.isPresent() && attached.isPresent()) {
      throw CliException.usage(name + " takes no value", "write " + option + "=" + attached.get());
    }
    // An optional value is attached, or every operand could be one.
    withoutValue = option.implicitValue().isPresent() && attached.isEmpty() ? name : "";
    Optional<String> value = attached.or(() -> implied).or(option::implicitValue);
    given.add(
        new GivenOption(
            option,
            value.isPresent() ? value.get() : nextWord(option, name, left),
            Optional.empty(),
            word.place()));
  }

  /** {@code -L6000:host:22}, as ssh has it: the one option whose value may be stuck to it. */
  private boolean isAttachedForward(String word) {
    return command.options().contains(Options.LOCAL_FORWARD)
        && word.startsWith(Options.LOCAL_FORWARD.toString())
        && word.length() > 2
        && word.charAt(2) != '=';
  }

  private String nextWord(Setting<?> option, String name, Stack<String> left) throws CliException {
    if (left.isEmpty()) {
      throw CliException.usage(
          name + " needs a value",
          Optional.of(name)
              .filter(_ -> command.isTunnel())
              .flatMap(OptionSuggestions::ofSsh)
              .orElse("write " + name + " " + option.label().orElse("")));
    }
    String next = left.pop();
    valueAt = left.size();
    if (!FREE_TEXT.contains(option)) {
      Typography.check(next);
    }
    if (command.option(next.split("=", 2)[0]).isPresent()) {
      throw CliException.usage(
          name + " needs a value, but " + next + " is an option",
          OptionSuggestions.ofSsh(name).orElse("if that is the value, write " + name + "=" + next));
    }
    return next;
  }

  private void parseOperand(String word, Stack<String> left, int at) throws CliException {
    if (command.operand().isPresent()) {
      operands.add(word);
      while (command.endsAtOperand() && !left.isEmpty()) {
        operands.add(left.pop());
      }
      return;
    }
    boolean ended = at + 1 < valueAt && at + 1 < line.size() && isEnd(line.get(at + 1));
    if (!command.isTunnel() || ended) {
      throw new CliException(OptionSuggestions.explainOperand(word, command, withoutValue));
    }
    if (word.equals("help") && named.isEmpty()) {
      given.add(HELP_WORD);
      return;
    }
    CommandDescriptor other =
        Commands.named(word)
            .orElseThrow(() -> new CliException(OptionSuggestions.explainCommand(word, named)));
    if (!named.isEmpty()) {
      throw CliException.usage("options before the command " + word, "write them after it");
    }
    command = other;
    model.parser().stopAtPositional(command.endsAtOperand());
  }

  private static boolean isEnd(OptionFile.Word word) {
    return word.text().equals(END_OF_OPTIONS);
  }
}
