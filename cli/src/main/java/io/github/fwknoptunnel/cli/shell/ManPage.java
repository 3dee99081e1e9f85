package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.Examples;
import io.github.fwknoptunnel.cli.args.StatusMeaning;
import io.github.fwknoptunnel.cli.setting.Setting;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One page of the manual, in the man(7) macros.
 *
 * @param command whose page it is
 */
public record ManPage(CommandDescriptor command) {
  private static final int MAX_COLUMNS = 78;

  /** Every page: the program's own, then one for each command. */
  public static List<ManPage> all() {
    return Stream.concat(Stream.of(Commands.TUNNEL), Commands.NAMED.stream())
        .map(ManPage::new)
        .toList();
  }

  /** The name of its file. */
  public String fileName() {
    return title() + ".1";
  }

  private String title() {
    return command.fullName().replace(' ', '-');
  }

  /**
   * The text.
   *
   * @param version of the program
   * @param date of the page, as YYYY-MM-DD
   */
  public String text(String version, String date) {
    return """
    .TH %s 1 %s "fwknop-tunnel %s" "User Commands"
    .SH NAME
    %s \\-
    %s
    .SH SYNOPSIS
    .B %s
    %s.RI [ option ...]%s
    %s%s.SH OPTIONS
    A value follows its option after a blank or a \\(lq=\\(rq.
    A value in brackets may be omitted; it must follow a \\(lq=\\(rq.
    %s%s%s%s.SH SEE ALSO
    %s
    """
        .formatted(
            roff(title().toUpperCase(Locale.ROOT)),
            date,
            roff(version),
            roff(title()),
            wrapped(lowerFirst(command.summary())),
            roff(command.fullName()),
            command.isTunnel() ? ".RI [ command ]\n" : "",
            operand(),
            description(),
            commands(),
            options(),
            command.isTunnel()
                ? ManSections.ENVIRONMENT + ManSections.FILES + ManSections.SIGNALS
                : ManSections.IN_THE_FIRST_PAGE,
            exitStatus(),
            examples(),
            seeAlso());
  }

  private String description() {
    if (command.isTunnel()) {
      return ManSections.DESCRIPTION;
    }
    return ManDescriptions.of(command)
        .lines()
        .map(ManPage::wrapped)
        .collect(Collectors.joining("\n.PP\n", ".SH DESCRIPTION\n", "\n"));
  }

  private String exitStatus() {
    return StatusMeaning.of(command).stream()
        .map(status -> ".TP\n%s\n%s\n".formatted(status.status(), wrapped(status.meaning())))
        .collect(Collectors.joining("", ".SH EXIT STATUS\n", ""));
  }

  private String operand() {
    return command.operand().map(label -> "\n.I " + roff(label)).orElse("");
  }

  private String commands() {
    if (!command.name().isEmpty()) {
      return "";
    }
    return Commands.NAMED.stream()
        .map(other -> ".TP\n.B %s\n%s\n".formatted(roff(other.name()), wrapped(other.summary())))
        .collect(Collectors.joining("", ".SH COMMANDS\nEach has a page of its own.\n", ""));
  }

  private String options() {
    StringBuilder text = new StringBuilder();
    for (Setting.Section section : Setting.Section.values()) {
      List<Setting<?>> options =
          command.options().stream().filter(option -> option.section() == section).toList();
      if (!options.isEmpty()) {
        text.append(".SS ").append(roff(section.title())).append("\n");
        options.forEach(option -> text.append(option(option)));
      }
    }
    return text.toString();
  }

  private static String option(Setting<?> option) {
    String names =
        option.names().stream()
            .map(name -> "\\fB" + roff(name) + "\\fR")
            .collect(Collectors.joining(", "));
    boolean attached = option.implicitValue().isPresent();
    String label =
        option
            .label()
            .map(text ->
                (attached ? "[=" : " ") + "\\fI" + roff(text) + "\\fR" + (attached ? "]" : ""))
            .orElse("");
    return ".TP\n%s%s\n%s\n".formatted(names, label, wrapped(option.help()));
  }

  private String examples() {
    return Examples.of(command).stream()
        .map(line -> roff(line) + "\n")
        .collect(Collectors.joining("", ".SH EXAMPLES\n.nf\n", ".fi\n"));
  }

  private String seeAlso() {
    String others =
        all().stream()
            .filter(page -> !page.equals(this))
            .map(page -> ".BR " + roff(page.title()) + " (1),")
            .collect(Collectors.joining("\n"));
    return others + "\n.BR fwknop (8),\n.BR fwknopd (8),\n.BR ssh_config (5)";
  }

  private static String lowerFirst(String text) {
    String begin = text.substring(0, 1).toLowerCase(Locale.ROOT);
    return (begin + text.substring(1)).replaceFirst("\\.$", "");
  }

  /** The same in lines of at most 78 columns, which is what mandoc's lint accepts. */
  private static String wrapped(String text) {
    StringBuilder lines = new StringBuilder();
    int column = 0;
    for (String word : text.split(" ", -1)) {
      if (column > 0 && column + 1 + roff(word).length() > MAX_COLUMNS) {
        lines.append('\n');
        column = 0;
      }
      String escaped = column == 0 ? roff(word) : " " + roff(word);
      lines.append(escaped);
      column += escaped.length();
    }
    return lines.toString();
  }

  /** Dashes as users type them; no line begins with a control character. */
  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
