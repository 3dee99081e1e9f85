package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.args.CommandDescriptor;
import io.github.fwknoptunnel.cli.args.Commands;
import io.github.fwknoptunnel.cli.args.Examples;
import io.github.fwknoptunnel.cli.setting.OptionDescriptor;
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
   */
  public String text(String version) {
    return """
    .TH %s 1 "" "fwknop-tunnel %s" "User Commands"
    .SH NAME
    %s \\- %s
    .SH SYNOPSIS
    .B %s
    %s.RI [ option ...]%s
    %s%s.SH OPTIONS
    A value follows its option behind a space or a \\(lq=\\(rq; one that may be left out,
    behind a \\(lq=\\(rq only.
    %s%s%s%s.SH SEE ALSO
    %s
    """
        .formatted(
            roff(title().toUpperCase(Locale.ROOT)),
            roff(version),
            roff(title()),
            roff(lowerFirst(command.summary())),
            roff(command.fullName()),
            command.isTunnel() ? ".RI [ command ]\n" : "",
            operand(),
            command.isTunnel() ? ManSections.DESCRIPTION : "",
            commands(),
            options(),
            exitStatus(),
            command.isTunnel()
                ? ManSections.ENVIRONMENT + ManSections.FILES + ManSections.SIGNALS
                : "",
            examples(),
            seeAlso());
  }

  private String exitStatus() {
    return StatusMeaning.of(command).stream()
        .map(status -> ".TP\n%s\n%s\n".formatted(status.status(), roff(status.meaning())))
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
        .map(other -> ".TP\n.B %s\n%s\n".formatted(roff(other.name()), roff(other.summary())))
        .collect(Collectors.joining("", ".SH COMMANDS\nEach has a page of its own.\n", ""));
  }

  private String options() {
    StringBuilder text = new StringBuilder();
    for (OptionDescriptor.Section section : OptionDescriptor.Section.values()) {
      List<OptionDescriptor> options =
          command.options().stream().filter(option -> option.section() == section).toList();
      if (!options.isEmpty()) {
        text.append(".SS ").append(roff(section.title())).append("\n");
        options.forEach(option -> text.append(option(option)));
      }
    }
    return text.toString();
  }

  private static String option(OptionDescriptor option) {
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
    return ".TP\n%s%s\n%s\n".formatted(names, label, roff(option.help()));
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

  /** Dashes as users type them; no line begins with a control character. */
  private static String roff(String text) {
    String escaped = text.replace("\\", "\\e").replace("-", "\\-").replace("…", "...");
    return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
  }
}
