package io.github.fwknoptunnel.cli.log;

import java.util.List;
import java.util.Locale;

/** The events of the log and the fields of each; docs/REFERENCE.md lists them. */
public enum LogEvent {
  LISTENING("the tunnel accepts clients", LogField.ADDRESS, LogField.PURPOSE),
  LISTEN_OPTION_IGNORED("systemd passed a socket, so an option of the listener is ignored"),
  METRICS("metrics are served"),
  ACCEPTED("a client connected", LogField.CLIENT),
  CLIENT_REJECTED("`--allow-user` rejected a client", LogField.CLIENT, LogField.REASON),
  TARGET_NAMED("a client of `--socks` named its target", LogField.TARGET, LogField.ROUTE),
  REQUEST_REJECTED(
      "a request of a client of `--socks` was rejected", LogField.TARGET, LogField.REASON),
  KNOCK_SENT(
      "a packet was sent, or a command succeeded", LogField.HOW, LogField.SERVER, LogField.BYTES),
  PORT_OPENED(
      "the port opened after a knock",
      LogField.TOOK_MS,
      LogField.KNOCKS,
      LogField.PROBES,
      LogField.KNOCKED_MS,
      LogField.PROBE_STARTED_MS),
  ACCESS_EXPIRED("the port was assumed to be open and is closed"),
  PREMATURE_CLOSE("a connection closed at once without data"),
  CONNECTED(
      "a client is connected to the target",
      LogField.TOOK_MS,
      LogField.CLIENT,
      LogField.REUSING_ACCESS),
  CONNECT_FAILED("a client could not be connected to the target", LogField.FAILURE, LogField.ERROR),
  HINT("likely causes of failures to connect", LogField.TARGET),
  CLOSED(
      "a connection ended",
      LogField.REASON,
      LogField.BYTES_UPSTREAM,
      LogField.BYTES_DOWNSTREAM,
      LogField.DURATION_MS,
      LogField.TIME_TO_CONNECT_MS),
  CONNECTION_LIMIT_REACHED("`--max-connections` is reached", LogField.LIMIT),
  CONNECTION_LIMIT_CLEARED("fewer connections are open again", LogField.LIMIT),
  ACCEPT_BACKOFF("clients cannot be accepted", LogField.PAUSE_MS),
  INTERNAL_FAILURE("a thread failed", LogField.PART, LogField.ERROR),
  COMMAND_OUTPUT("the command of `-cmd` printed a line", LogField.LINE),
  SUPPRESSED("lines of one kind are left out", LogField.KIND, LogField.LINES),
  LOG_LINES_DROPPED("lines are lost, since stderr is not read", LogField.LINES),
  WARNING("a setting may not do what is meant"),
  START_FAILED("one of several tunnels was not started"),
  RELOADED("SIGHUP: the new settings are used"),
  RELOAD_INCOMPLETE("SIGHUP: some settings need a restart"),
  RELOAD_FAILED("SIGHUP: the settings are unchanged"),
  STATUS(
      "SIGUSR1: a tunnel, or a connection",
      LogField.TUNNEL,
      LogField.OPEN,
      LogField.ACCEPTED,
      LogField.CONNECT_FAILURES,
      LogField.KNOCKS,
      LogField.CONNECTION,
      LogField.CLIENT,
      LogField.CONNECTED,
      LogField.SECONDS,
      LogField.MORE),
  TUNNEL_REMOVED("SIGHUP: a named tunnel is gone, and its connections may finish"),
  CONNECTING("`connect -v`: the target"),
  DRAINING("the program stops, and connections may finish"),
  STOPPED("the program has stopped"),
  IDLE_EXIT("`--exit-idle-time` is over"),
  ERROR("the program fails", LogField.ERROR, LogField.HINT, LogField.STATUS);

  private final String meaning;

  @SuppressWarnings("ImmutableEnumChecker") // List.of
  private final List<LogField> fields;

  LogEvent(String meaning, LogField... fields) {
    this.meaning = meaning;
    this.fields = List.of(fields);
  }

  /** When it is logged. */
  public String meaning() {
    return meaning;
  }

  /** Those that a line of it may have, in their order. */
  public List<LogField> fields() {
    return fields;
  }

  /** The name in JSON. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
