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
    this(stream, format, verbose ? Level.DEBUG : Level.INFO, new EventWords(purpose, ""));
  }

  private EventLog(PrintStream stream, Format format, Level lowest, EventWords words) {
    this.stream = stream;
    this.format = format;
    this.lowest = lowest;
    this.words = words;
    this.clock = Clock.systemUTC();
  }

  /**
   * The same log for one of several tunnels.
   *
   * @param name stands in each of its lines
   */
  public EventLog of(String name, String purpose) {
    return new EventLog(stream, format, lowest, new EventWords(purpose, name));
  }

  /** The same log without what is as it should be. */
  public EventLog warningsOnly() {
    return new EventLog(stream, format, Level.WARN, words);
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
    String tunnel = words.tunnel().isEmpty() ? "" : "[" + words.tunnel() + "] ";
    String connection = line.connection() == 0 ? "" : "#" + line.connection() + " ";
    return now() + " " + line.level() + " " + OneLine.of(tunnel + connection + line.text());
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
