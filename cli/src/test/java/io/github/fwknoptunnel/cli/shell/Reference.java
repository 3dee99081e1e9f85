package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.StatusMeaning;
import io.github.fwknoptunnel.cli.setting.Options;
import io.github.fwknoptunnel.cli.setting.Setting;
import io.github.fwknoptunnel.spa.rc.RcVariable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The page {@code docs/REFERENCE.md}: every option, variable, setting, exit status and log event.
 */
final class Reference {
  private static final Pattern DEFAULT = Pattern.compile(" ?\\(default: ([^)]*)\\)");
  static final String NONE = "–";

  private Reference() {}

  /** The page. */
  static String text() {
    return ReferenceSections.HEAD
        + commandTable()
        + ReferenceSections.OPTION_RULES
        + Stream.of(Setting.Section.values()).map(Reference::section).collect(Collectors.joining())
        + ReferenceSections.ENVIRONMENT
        + settings()
        + ReferenceSections.FILES
        + statuses()
        + ReferenceOutput.text().stripTrailing()
        + "\n";
  }

  private static Stream<CommandDescriptor> commands() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream());
  }

  private static String commandTable() {
    List<String> rows = new ArrayList<>();
    commands().forEach(command -> rows.add(row(code(command.synopsis()), command.summary())));
    return "## Commands\n\n" + table("command | does", rows);
  }

  private static String section(Setting.Section section) {
    Map<String, Setting<?>> options = new LinkedHashMap<>();
    commands()
        .flatMap(command -> command.options().stream())
        .filter(option -> option.section() == section)
        .forEach(option -> options.putIfAbsent(identity(option), option));
    return "### "
        + section.title()
        + "\n\n"
        + table(
            "option | meaning | default | variable | rc file | commands",
            options.values().stream().map(Reference::option).toList());
  }

  /** The commands that have exactly this option. */
  private static String users(Setting<?> option) {
    List<String> users =
        commands()
            .filter(command ->
                command.options().stream()
                    .map(Reference::identity)
                    .anyMatch(identity(option)::equals))
            .map(command -> command.isTunnel() ? "tunnel" : command.name())
            .toList();
    return users.size() == commands().count() ? "all" : String.join(", ", users);
  }

  /** Two commands may mean different things by one name. */
  private static String identity(Setting<?> option) {
    return option.names() + option.help();
  }

  private static String option(Setting<?> option) {
    Matcher inHelp = DEFAULT.matcher(option.help());
    String value = inHelp.find() ? inHelp.group(1) : NONE;
    String meaning = inHelp.replaceFirst("");
    return row(
        names(option),
        cell(meaning),
        cell(value),
        variable(option),
        option.variable().map(variable -> code(variable.name())).orElse(NONE),
        users(option));
  }

  private static String names(Setting<?> option) {
    String names = option.names().stream().map(Reference::code).collect(Collectors.joining(", "));
    String label =
        option
            .label()
            .map(text -> option.implicitValue().isPresent() ? "[=" + text + "]" : text)
            .map(Reference::cell)
            .orElse("");
    return (names + " " + label).strip();
  }

  /** Without the prefix that all share. */
  private static String variable(Setting<?> option) {
    boolean none = List.of(Options.HELP, Options.HELP_ALL, Options.VERSION).contains(option);
    return none
        ? NONE
        : code(option.environmentVariable().substring("FWKNOP_TUNNEL_OPT_".length()));
  }

  private static String settings() {
    List<String> rows = new ArrayList<>();
    ReferenceSections.SETTINGS.forEach((name, meaning) -> rows.add(row(code(name), meaning)));
    return """
    ## Settings of the rc file

    Those of the column "rc file" above, and these:

    """
        + table("setting | meaning", rows);
  }

  /** The settings that the page names. */
  static List<String> settingNames() {
    Stream<String> own =
        commands()
            .flatMap(command -> command.options().stream())
            .flatMap(option -> option.variable().stream())
            .map(RcVariable::name);
    return Stream.concat(own, ReferenceSections.SETTINGS.keySet().stream())
        .distinct()
        .sorted()
        .toList();
  }

  private static String statuses() {
    return "## Exit status\n\n"
        + table("status | meaning", statusRows(Commands.TUNNEL))
        + "`check` has its own:\n\n"
        + table("status | meaning", statusRows(Commands.CHECK));
  }

  private static List<String> statusRows(CommandDescriptor command) {
    return StatusMeaning.of(command).stream()
        .map(status -> row(status.status(), status.meaning()))
        .toList();
  }

  static String table(String head, List<String> rows) {
    String rule = "|" + "---|".repeat(head.split("\\|").length);
    return "| " + head + " |\n" + rule + "\n" + String.join("\n", rows) + "\n\n";
  }

  static String row(String... cells) {
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  static String code(String text) {
    return "`" + cell(text) + "`";
  }
}
