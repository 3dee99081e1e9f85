package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.terminal.Ansi;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.CommandOutput;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what happens, one line an event. Thread-safe: a line is written whole. */
public final class EventLog implements TunnelListener, CommandOutput {
  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  /** Always three digits of milliseconds, so that lines align and sort. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** What all copies of a log share. */
  private record Sink(
      PrintStream stream, Format format, Ansi ink, boolean isTty, CauseHints causes) {}

  private final Sink sheet;
  private final Level lowest;
  private final EventFormatter words;
  private final Set<LikelyCause> suspected;
  private final AccessReuse reuse = new AccessReuse();
  private final Clock clock;
  private final Floods floods = new Floods(this::print);

  /**
   * A log.
   *
   * @param verbose shows every step
   * @param purpose what the tunnel does before it connects, for the first line
   */
  public EventLog(PrintStream stream, Format format, boolean verbose, String purpose) {
    this(
        new Sink(stream, format, Ansi.PLAIN, false, new CauseHints(InstantSource.system())),
        verbose ? Level.DEBUG : Level.INFO,
        new EventFormatter(purpose, ""),
        Set.of());
  }

  private EventLog(Sink sheet, Level lowest, EventFormatter words, Set<LikelyCause> suspected) {
    this.sheet = sheet;
    this.lowest = lowest;
    this.words = words;
    this.suspected = suspected;
    this.clock = Clock.systemUTC();
  }

  /**
   * The same log for one of several tunnels.
   *
   * @param name stands in each of its lines
   */
  public EventLog of(String name, String purpose) {
    return new EventLog(sheet, lowest, new EventFormatter(purpose, name), suspected);
  }

  /** Name of its tunnel; empty if there is only one. */
  public String tunnel() {
    return words.tunnel();
  }

  /** The same log without what is as it should be. */
  public EventLog warningsOnly() {
    return new EventLog(sheet, Level.WARN, words, suspected);
  }

  /** The same log of a tunnel whose settings speak for some causes. */
  public EventLog suspecting(Set<LikelyCause> causes) {
    return new EventLog(sheet, lowest, words, causes);
  }

  /**
   * The same log for a stream of its own.
   *
   * @param ink JSON has no colours
   * @param isTty whether a person reads it on a terminal
   */
  public EventLog in(Ansi ink, boolean isTty) {
    return new EventLog(
        new Sink(sheet.stream(), sheet.format(), ink, isTty, sheet.causes()),
        lowest,
        words,
        suspected);
  }

  @Override
  public void onEvent(TunnelEvent event) {
    Optional<SocketAddress> client = reuse.clientOf(event);
    if (client.isPresent() && event instanceof TunnelEvent.Connected connected) {
      print(EventFormatter.accessReused(connected, client.get()));
    } else if (shows(EventFormatter.level(event)) && floods.passes(event)) {
      print(words.line(event));
    }
    sheet.causes().of(event, suspected).ifPresent(this::print);
  }

  /** A line that belongs to no connection. */
  public void note(String event, String text) {
    print(new LogLine(Level.INFO, 0, event, text, List.of()));
  }

  /** The same, for something that may need a person. */
  public void warn(String event, String text) {
    print(new LogLine(Level.WARN, 0, event, text, List.of()));
  }

  /** A line of what a user's command printed; shown in any case. */
  @Override
  public void onLine(long connection, String line) {
    print(
        new LogLine(
            Level.INFO,
            connection,
            "command_output",
            "-cmd: " + line,
            List.of(new Field("line", line))));
  }

  @Override
  public void onOmitted(long connection, long lines) {
    print(
        new LogLine(
            Level.WARN,
            connection,
            "suppressed",
            "-cmd: " + lines + " more lines of output left out",
            List.of(new Field("kind", "command_output"), new Field("lines", lines))));
  }

  /** Why the program ends, as the other lines are. */
  public void error(CliError problem) {
    print(
        new LogLine(
            Level.ERROR,
            0,
            "error",
            problem.line(),
            List.of(
                new Field("error", problem.error()),
                new Field("hint", problem.hint().orElse(null)),
                new Field("status", problem.status().code()))));
  }

  /** The line for lines that could not be written in time. */
  public String dropped(long count) {
    return formatted(
        new LogLine(
            Level.WARN,
            0,
            "log_lines_dropped",
            count + " log lines dropped",
            List.of(new Field("lines", count))));
  }

  /** Whether lines are JSON. */
  public boolean isJson() {
    return sheet.format() == Format.JSON;
  }

  private String formatted(LogLine line) {
    return isJson() ? json(line) : text(line);
  }

  private void print(LogLine line) {
    if (shows(line.level())) {
      sheet.stream().println(formatted(line));
    }
  }

  private boolean shows(Level level) {
    return level.compareTo(lowest) >= 0;
  }

  private String text(LogLine line) {
    String tunnel = words.tunnel().isEmpty() ? "" : "[" + words.tunnel() + "] ";
    String connection = line.connection() == 0 ? "" : "#" + line.connection() + " ";
    return now()
        + " "
        + coloured(line.level())
        + " "
        + LogSanitizer.of(
            tunnel + connection + (inSteps(line) ? line.steps().getFirst() : line.text()))
        + (inSteps(line) ? rest(line.steps()) : "");
  }

  private boolean inSteps(LogLine line) {
    return sheet.isTty() && !line.steps().isEmpty();
  }

  private static String rest(List<String> steps) {
    return steps.stream()
        .skip(1)
        .map(step -> "\n" + LogSanitizer.of(step))
        .collect(Collectors.joining());
  }

  private String coloured(Level level) {
    String word = level.toString();
    return switch (level) {
      case DEBUG -> sheet.ink().faint(word);
      case INFO -> word;
      case WARN -> sheet.ink().yellow(word);
      case ERROR -> sheet.ink().red(word);
    };
  }

  private String json(LogLine line) {
    JsonObject object = new JsonObject();
    object.put("time", now()).put("level", line.level());
    if (!words.tunnel().isEmpty()) {
      object.put("tunnel", words.tunnel());
    }
    if (line.connection() != 0) {
      object.put("connection", line.connection());
    }
    object.put("event", line.event());
    for (Field field : line.fields()) {
      object.put(field.name(), field.value());
    }
    return object.put("text", line.text()).toString();
  }

  private String now() {
    return TIME.format(clock.instant());
  }
}
