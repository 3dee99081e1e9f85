package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.terminal.JsonObject;
import io.github.fwknoptunnel.cli.terminal.OneLine;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelListener;
import java.io.PrintStream;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;

/** Prints what happens, one line an event. Thread-safe: a line is written whole. */
public final class EventLog implements TunnelListener {
  /** How a line looks. */
  public enum Format {
    TEXT,
    JSON
  }

  /** Always three digits of milliseconds, so that lines align and sort. */
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSX").withZone(ZoneOffset.UTC);

  private final PrintStream stream;
  private final Format format;
  private final Level lowest;
  private final EventWords words;
  private final Clock clock;

  /**
   * A log.
   *
   * @param verbose shows every step
   * @param purpose what the tunnel does before it connects, for the first line
   */
  public EventLog(PrintStream stream, Format format, boolean verbose, String purpose) {
    this.stream = stream;
    this.format = format;
    this.lowest = verbose ? Level.DEBUG : Level.INFO;
    this.words = new EventWords(purpose);
    this.clock = Clock.systemUTC();
  }

  @Override
  public void happened(TunnelEvent event) {
    print(words.line(event));
  }

  /** A line that belongs to no connection. */
  public void note(String event, String text) {
    print(new LogLine(Level.INFO, 0, event, text, List.of()));
  }

  /** The same, for something that may need a person. */
  public void warn(String event, String text) {
    print(new LogLine(Level.WARN, 0, event, text, List.of()));
  }

  private void print(LogLine line) {
    if (line.level().compareTo(lowest) >= 0) {
      stream.println(format == Format.JSON ? json(line) : text(line));
    }
  }

  private String text(LogLine line) {
    String connection = line.connection() == 0 ? "" : "#" + line.connection() + " ";
    return now() + " " + line.level() + " " + connection + OneLine.of(line.text());
  }

  private String json(LogLine line) {
    JsonObject object = new JsonObject();
    object.put("time", now()).put("level", line.level());
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
