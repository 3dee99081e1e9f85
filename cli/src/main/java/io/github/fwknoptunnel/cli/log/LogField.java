package io.github.fwknoptunnel.cli.log;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The members of JSON log lines that belong to an event; docs/REFERENCE.md lists them. */
public enum LogField {
  ACCEPTED("", "number of accepted clients"),
  ADDRESS("", "local address"),
  BYTES("bytes", "size of the packet"),
  BYTES_DOWNSTREAM("bytes", "payload from the target to the client"),
  BYTES_UPSTREAM("bytes", "payload from the client to the target"),
  CLIENT("", "address of the client"),
  CONNECTED("", "`true` if the client is connected to the target"),
  CONNECTION("", "number of the connection"),
  DURATION_MS("ms", "time since the client connected"),
  ERROR("", "the error, as text"),
  FAILURE("", "code of the failure, as in the metrics"),
  HINT("", "what to do, as text; or null"),
  HOW("", "packet or command, as text"),
  KIND("", "the event whose lines are left out, or `command_output`"),
  KNOCKED_MS("ms since 1970", "time of the first knock"),
  KNOCKS("", "number of knocks"),
  LIMIT("", "number of connections"),
  LINE("", "a line of output"),
  LINES("", "number of lines that are left out"),
  MORE("", "number of connections without a line"),
  CONNECT_FAILURES("", "number of clients that could not be connected"),
  OPEN("", "number of open connections"),
  PART("", "part of the program that failed"),
  PAUSE_MS("ms", "time until the next attempt"),
  PROBES("", "number of probes"),
  PROBE_STARTED_MS("ms since 1970", "start of the probe that connected"),
  PURPOSE("", "target, and the knock before a connection"),
  REASON("", "code of the reason, as in the metrics"),
  REUSING_ACCESS("", "`true`: the client needed no knock of its own; else absent"),
  ROUTE("", "the route, as it is written"),
  SECONDS("s", "time since the client connected"),
  SERVER("", "address of the SPA server"),
  STATUS("", "exit status"),
  TARGET("", "host and port of the target; or null"),
  TIME_TO_CONNECT_MS("ms", "time from the client's connection to that to the target; or null"),
  TUNNEL("", "name of the tunnel"),
  TOOK_MS("ms", "time since the client connected, or since the first knock");

  private final String unit;
  private final String meaning;

  LogField(String unit, String meaning) {
    this.unit = unit;
    this.meaning = meaning;
  }

  /** The field with a string, number, boolean or null. */
  LogLine.Field of(@Nullable Object value) {
    return new LogLine.Field(this, value);
  }

  /** Empty for a text, a code or a number of things. */
  public String unit() {
    return unit;
  }

  public String meaning() {
    return meaning;
  }

  /** The name in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
