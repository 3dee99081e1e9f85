package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.messages.AddressFormatter;
import io.github.fwknoptunnel.cli.messages.ConnectFailureMessages;
import io.github.fwknoptunnel.cli.messages.LikelyCause;
import io.github.fwknoptunnel.cli.messages.ListenMessages;
import io.github.fwknoptunnel.cli.messages.RejectionMessages;
import io.github.fwknoptunnel.cli.messages.RequestRefusedMessages;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * What each event of a tunnel is called in the log.
 *
 * @param purpose what the tunnel does before it connects, for its first line
 * @param tunnel which of several it is, empty if there is one
 */
record EventFormatter(String purpose, String tunnel) {

  /** The level alone: formatting a text that is not printed costs more than the event. */
  static Level level(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Accepted _, TunnelEvent.Connected _ -> Level.DEBUG;
      case TunnelEvent.ClientRejected _, TunnelEvent.ConnectFailed _ -> Level.WARN;
      case TunnelEvent.TargetNamed _ -> Level.INFO;
      case TunnelEvent.RequestRejected _ -> Level.WARN;
      case TunnelEvent.ConnectionLimitReached _,
          TunnelEvent.AcceptBackoff _,
          TunnelEvent.InternalFailure _ ->
          Level.WARN;
      case TunnelEvent.Listening _, TunnelEvent.ConnectionLimitCleared _ -> Level.INFO;
      case TunnelEvent.KnockSent _, TunnelEvent.PortOpened _ -> Level.INFO;
      case TunnelEvent.AccessExpired _, TunnelEvent.PrematureClose _ -> Level.INFO;
      case TunnelEvent.Closed _ -> Level.INFO;
    };
  }

  LogLine line(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Listening e -> listening(e);
      case TunnelEvent.Accepted e -> accepted(e);
      case TunnelEvent.ClientRejected e -> clientRejected(e);
      case TunnelEvent.TargetNamed e -> targetNamed(e);
      case TunnelEvent.RequestRejected e -> requestRefused(e);
      case TunnelEvent.KnockSent e -> knockSent(e);
      case TunnelEvent.PortOpened e -> portOpened(e);
      case TunnelEvent.AccessExpired e -> accessExpired(e);
      case TunnelEvent.PrematureClose e -> prematureClose(e);
      case TunnelEvent.Connected e -> connected(e);
      case TunnelEvent.ConnectFailed e -> connectFailed(e);
      case TunnelEvent.Closed e -> closed(e);
      case TunnelEvent.ConnectionLimitReached e -> connectionLimitReached(e);
      case TunnelEvent.ConnectionLimitCleared e -> connectionLimitCleared(e);
      case TunnelEvent.AcceptBackoff e -> acceptBackoff(e);
      case TunnelEvent.InternalFailure e -> internalFailure(e);
    };
  }

  private LogLine listening(TunnelEvent.Listening event) {
    String address = AddressFormatter.listening(event.address());
    return new LogLine(
        level(event),
        0,
        LogEvent.LISTENING,
        "listening on " + address + " " + purpose,
        List.of(LogField.ADDRESS.of(address), LogField.PURPOSE.of(purpose)));
  }

  private static LogLine accepted(TunnelEvent.Accepted event) {
    String client = AddressFormatter.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.ACCEPTED,
        "accepted " + client,
        List.of(LogField.CLIENT.of(client)));
  }

  private static LogLine clientRejected(TunnelEvent.ClientRejected event) {
    String client = AddressFormatter.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.CLIENT_REJECTED,
        "rejected " + client + ": " + RejectionMessages.of(event.rejection()),
        List.of(LogField.CLIENT.of(client), LogField.REASON.of(event.rejection().code())));
  }

  private static LogLine targetNamed(TunnelEvent.TargetNamed event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.TARGET_NAMED,
        "target " + event.target() + ", route " + event.rule(),
        List.of(LogField.TARGET.of(event.target().toString()), LogField.ROUTE.of(event.rule())));
  }

  private static LogLine requestRefused(TunnelEvent.RequestRejected event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.REQUEST_REJECTED,
        event.target().map(target -> "rejected " + target + ": ").orElse("rejected a request: ")
            + RequestRefusedMessages.of(event.reason()),
        List.of(
            LogField.TARGET.of(event.target().map(Object::toString).orElse(null)),
            LogField.REASON.of(event.reason().code())));
  }

  private static LogLine accessExpired(TunnelEvent.AccessExpired event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.ACCESS_EXPIRED,
        "access expired, knocking again",
        List.of());
  }

  private static LogLine prematureClose(TunnelEvent.PrematureClose event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.PREMATURE_CLOSE,
        "the connection closed at once without data, knocking again",
        List.of());
  }

  private static LogLine connected(TunnelEvent.Connected event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.CONNECTED,
        "connected after " + ConnectFailureMessages.time(event.took()),
        List.of(LogField.TOOK_MS.of(event.took().toMillis())));
  }

  /** Of a client that needed no knock. Without it the log would show the client nowhere. */
  static LogLine accessReused(TunnelEvent.Connected event, SocketAddress from) {
    String client = AddressFormatter.of(from);
    return new LogLine(
        Level.INFO,
        event.connection(),
        LogEvent.CONNECTED,
        "%s connected after %s, the port was already open"
            .formatted(client, ConnectFailureMessages.time(event.took())),
        List.of(
            LogField.TOOK_MS.of(event.took().toMillis()),
            LogField.CLIENT.of(client),
            LogField.REUSING_ACCESS.of(true)));
  }

  private static LogLine connectionLimitReached(TunnelEvent.ConnectionLimitReached event) {
    return new LogLine(
        level(event),
        0,
        LogEvent.CONNECTION_LIMIT_REACHED,
        "connection limit reached (%d); new clients wait (--max-connections)"
            .formatted(event.limit()),
        List.of(LogField.LIMIT.of(event.limit())));
  }

  private static LogLine connectionLimitCleared(TunnelEvent.ConnectionLimitCleared event) {
    return new LogLine(
        level(event),
        0,
        LogEvent.CONNECTION_LIMIT_CLEARED,
        "below the connection limit again; new clients are served",
        List.of(LogField.LIMIT.of(event.limit())));
  }

  private static LogLine acceptBackoff(TunnelEvent.AcceptBackoff event) {
    long pause = event.pause().toMillis();
    String cause = ListenMessages.cause(event.cause());
    return new LogLine(
        level(event),
        0,
        LogEvent.ACCEPT_BACKOFF,
        "cannot accept: " + cause + "; retry in " + pause + " ms",
        List.of(LogField.PAUSE_MS.of(pause)));
  }

  private static LogLine internalFailure(TunnelEvent.InternalFailure event) {
    return new LogLine(
        level(event),
        0,
        LogEvent.INTERNAL_FAILURE,
        event.part() + " failed: " + event.cause(),
        List.of(LogField.PART.of(event.part()), LogField.ERROR.of(event.cause().toString())));
  }

  private static LogLine knockSent(TunnelEvent.KnockSent event) {
    List<Field> fields = new ArrayList<>();
    String how =
        switch (event.result()) {
          case KnockResult.PacketSent sent ->
              "sent an SPA packet of " + sent.bytes() + " bytes to " + sent.to();
          case KnockResult.PacketShared shared ->
              "the packet sent to " + shared.to() + " covers this port too";
          case KnockResult.CommandSucceeded done -> "-cmd " + done.command() + " succeeded";
        };
    fields.add(LogField.HOW.of(how));
    switch (event.result()) {
      case KnockResult.PacketSent sent -> {
        fields.add(LogField.SERVER.of(sent.to().toString()));
        fields.add(LogField.BYTES.of(sent.bytes()));
      }
      case KnockResult.PacketShared shared ->
          fields.add(LogField.SERVER.of(shared.to().toString()));
      case KnockResult.CommandSucceeded _ -> {}
    }
    return new LogLine(
        level(event), event.connection(), LogEvent.KNOCK_SENT, how, List.copyOf(fields));
  }

  private static LogLine portOpened(TunnelEvent.PortOpened event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.PORT_OPENED,
        "open after %s: %s, %s"
            .formatted(
                ConnectFailureMessages.time(event.took()),
                ConnectFailureMessages.count(event.knocks(), "knock"),
                ConnectFailureMessages.count(event.probes(), "probe")),
        List.of(
            LogField.TOOK_MS.of(event.took().toMillis()),
            LogField.KNOCKS.of(event.knocks()),
            LogField.PROBES.of(event.probes()),
            LogField.KNOCKED_MS.of(event.knocked().toEpochMilli()),
            LogField.PROBE_STARTED_MS.of(event.probeStarted().toEpochMilli())));
  }

  private static LogLine connectFailed(TunnelEvent.ConnectFailed event) {
    CliError problem = ConnectFailureMessages.of(event.failure());
    // Where there are causes to choose from, they get a line of their own, and not each time.
    boolean explained = LikelyCause.inOrder(event.failure(), Set.of()).isPresent();
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.CONNECT_FAILED,
        explained ? problem.error() : problem.line(),
        List.of(LogField.FAILURE.of(event.failure().code()), LogField.ERROR.of(problem.error())));
  }

  private static LogLine closed(TunnelEvent.Closed event) {
    return new LogLine(
        level(event),
        event.connection(),
        LogEvent.CLOSED,
        "closed after "
            + ConnectFailureMessages.time(event.duration())
            + ": "
            + event
                .timeToConnect()
                .map(took -> transferred(event, took))
                .orElse("never connected, ")
            + reason(event.reason()),
        List.of(
            LogField.REASON.of(event.reason().name().toLowerCase(Locale.ROOT)),
            LogField.BYTES_UPSTREAM.of(event.bytes().upstream()),
            LogField.BYTES_DOWNSTREAM.of(event.bytes().downstream()),
            LogField.DURATION_MS.of(event.duration().toMillis()),
            LogField.TIME_TO_CONNECT_MS.of(
                event.timeToConnect().map(Duration::toMillis).orElse(null))));
  }

  private static String transferred(TunnelEvent.Closed event, Duration took) {
    return "%d bytes upstream, %d bytes downstream, connected after %s, "
        .formatted(
            event.bytes().upstream(),
            event.bytes().downstream(),
            ConnectFailureMessages.time(took));
  }

  private static String reason(CloseReason reason) {
    return switch (reason) {
      case CLIENT_CLOSED -> "closed by the client";
      case REMOTE_CLOSED -> "closed by the target";
      case CLIENT_RESET -> "reset by the client";
      case REMOTE_RESET -> "reset by the target";
      case IDLE_TIMEOUT -> "idle timeout";
      case ABORTED -> "aborted by fwknop-tunnel";
      case INTERNAL_ERROR -> "internal error";
    };
  }
}
