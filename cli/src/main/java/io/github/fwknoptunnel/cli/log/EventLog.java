package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.cli.output.LogSanitizer;
import io.github.fwknoptunnel.cli.terminal.Ansi;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import java.io.PrintStream;
import java.net.SocketAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Prints what happens, one line an event. Thread-safe: a line is written whole. */
public final class EventLog implements TunnelListener, CommandKnocker.Output {
  /** The form of a line. */
  public enum Format {
    TEXT,
    JSON
  }

  /** Always three digits of milliseconds, so that lines align and sort. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  /** What all copies of a log share. */
  private record Sink(
      PrintStream stream,
      Format format,
      Ansi ansi,
      boolean isTty,
      boolean isJournal,
      CauseHints causes) {}

  private final Sink sheet;
  private final Level lowest;
  private final EventFormatter words;
  private final Set<LikelyCause> suspected;
  private final OpenClients clients = new OpenClients();
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
        new Sink(stream, format, Ansi.PLAIN, false, false, new CauseHints(InstantSource.system())),
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
   * @param name in each of its lines
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

  /** The causes that the settings speak for. */
  public Set<LikelyCause> suspected() {
    return suspected;
  }

  /**
   * The same log for a stream of its own.
   *
   * @param ansi JSON has no colours
   * @param isTty whether a person reads it on a terminal
   */
  public EventLog in(Ansi ansi, boolean isTty) {
    return on(new Sink(sheet.stream(), sheet.format(), ansi, isTty, false, sheet.causes()));
  }

  /** The same log for the journal of systemd, which keeps time and level beside a line of text. */
  public EventLog inJournal() {
    return on(new Sink(sheet.stream(), sheet.format(), Ansi.PLAIN, false, true, sheet.causes()));
  }

  private EventLog on(Sink other) {
    return new EventLog(other, lowest, words, suspected);
  }

  @Override
  public void onEvent(TunnelEvent event) {
    Optional<SocketAddress> client = clients.reusingAccess(event);
    if (client.isPresent() && event instanceof TunnelEvent.Connected connected) {
      print(EventFormatter.accessReused(connected, client.get()));
    } else if (shows(EventFormatter.level(event)) && floods.passes(event)) {
      print(words.line(event));
    }
    sheet.causes().of(event, suspected).ifPresent(this::print);
    clients.forget(event);
  }

  /** A line that belongs to no connection. */
  public void note(LogEvent event, String text) {
    note(event, text, Map.of());
  }

  /** The same with what machines read, in its order. */
  public void note(LogEvent event, String text, Map<LogField, ?> fields) {
    List<Field> all = new ArrayList<>();
    fields.forEach((name, value) -> all.add(new Field(name, value)));
    print(new LogLine(Level.INFO, 0, event, text, List.copyOf(all)));
  }

  /** The same, for something that may need a person. */
  public void warn(LogEvent event, String text) {
    print(new LogLine(Level.WARN, 0, event, text, List.of()));
  }

  /** A warning about a setting. */
  public void warn(String text) {
    warn(LogEvent.WARNING, text);
  }

  /** A line of what a user's command printed; shown in any case. */
  @Override
  public void onLine(long connection, String line) {
    print(
        new LogLine(
            Level.INFO,
            connection,
            LogEvent.COMMAND_OUTPUT,
            "-cmd: " + line,
            List.of(LogField.LINE.of(line))));
  }

  @Override
  public void onOmitted(long connection, long lines) {
    print(
        new LogLine(
            Level.WARN,
            connection,
            LogEvent.SUPPRESSED,
            "-cmd: " + lines + " more lines of output omitted",
            List.of(LogField.KIND.of(LogEvent.COMMAND_OUTPUT), LogField.LINES.of(lines))));
  }

  /** Why the program ends, as the other lines are. */
  public void error(CliError problem) {
    print(
        new LogLine(
            Level.ERROR,
            0,
            LogEvent.ERROR,
            problem.line(),
            List.of(
                LogField.ERROR.of(problem.error()),
                LogField.HINT.of(problem.hint().orElse(null)),
                LogField.STATUS.of(problem.status().code()))));
  }

  /** The line for lines that could not be written in time. */
  public String dropped(long count) {
    return formatted(
        new LogLine(
            Level.WARN,
            0,
            LogEvent.LOG_LINES_DROPPED,
            count + " log lines dropped",
            List.of(LogField.LINES.of(count))));
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
    return (sheet.isJournal()
            ? line.level().priority()
            : now() + " " + coloured(line.level()) + " ")
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
      case DEBUG -> sheet.ansi().faint(word);
      case INFO -> word;
      case WARN -> sheet.ansi().yellow(word);
      case ERROR -> sheet.ansi().red(word);
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
      object.put(field.name().toString(), field.value());
    }
    if (line.fields().stream().noneMatch(field -> field.name() == LogField.CLIENT)) {
      clients
          .of(line.connection())
          .ifPresent(client -> object.put(LogField.CLIENT.toString(), AddressFormatter.of(client)));
    }
    return object.put("text", line.text()).toString();
  }

  private String now() {
    return TIME.format(clock.instant());
  }
}
