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

  /** Known without the words, which cost more than what they tell of where nobody reads them. */
  static Level level(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Accepted _, TunnelEvent.Connected _ -> Level.DEBUG;
      case TunnelEvent.ClientRejected _, TunnelEvent.ConnectFailed _ -> Level.WARN;
      case TunnelEvent.TargetNamed _ -> Level.INFO;
      case TunnelEvent.RequestRefused _ -> Level.WARN;
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
      case TunnelEvent.RequestRefused e -> requestRefused(e);
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
    String address = AddressFormatter.of(event.address());
    return new LogLine(
        level(event),
        0,
        "listening",
        "listening on " + address + " " + purpose,
        List.of(new Field("address", address), new Field("purpose", purpose)));
  }

  private static LogLine accepted(TunnelEvent.Accepted event) {
    String client = AddressFormatter.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        "accepted",
        "accepted " + client,
        List.of(new Field("client", client)));
  }

  private static LogLine clientRejected(TunnelEvent.ClientRejected event) {
    String client = AddressFormatter.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        "client_rejected",
        "refused " + client + ": " + RejectionMessages.of(event.rejection()),
        List.of(new Field("client", client), new Field("reason", event.rejection().code())));
  }

  private static LogLine targetNamed(TunnelEvent.TargetNamed event) {
    return new LogLine(
        level(event),
        event.connection(),
        "target_named",
        "to " + event.target() + " by the route " + event.rule(),
        List.of(new Field("target", event.target().toString()), new Field("route", event.rule())));
  }

  private static LogLine requestRefused(TunnelEvent.RequestRefused event) {
    return new LogLine(
        level(event),
        event.connection(),
        "request_refused",
        event.target().map(target -> "refused " + target + ": ").orElse("refused a request: ")
            + RequestRefusedMessages.of(event.reason()),
        List.of(
            new Field("target", event.target().map(Object::toString).orElse(null)),
            new Field("reason", event.reason().code())));
  }

  private static LogLine accessExpired(TunnelEvent.AccessExpired event) {
    return new LogLine(
        level(event),
        event.connection(),
        "access_expired",
        "the port is not open any more, knocking again",
        List.of());
  }

  private static LogLine prematureClose(TunnelEvent.PrematureClose event) {
    return new LogLine(
        level(event),
        event.connection(),
        "premature_close",
        "the connection ended at once without a byte, knocking once more",
        List.of());
  }

  private static LogLine connected(TunnelEvent.Connected event) {
    return new LogLine(
        level(event),
        event.connection(),
        "connected",
        "connected after " + ConnectFailureMessages.time(event.took()),
        List.of(new Field("took_ms", event.took().toMillis())));
  }

  /** Of a client that needed no knock. Without it the log would show the client nowhere. */
  static LogLine accessReused(TunnelEvent.Connected event, SocketAddress from) {
    String client = AddressFormatter.of(from);
    return new LogLine(
        Level.INFO,
        event.connection(),
        "connected",
        "%s connected after %s, the port was open already"
            .formatted(client, ConnectFailureMessages.time(event.took())),
        List.of(
            new Field("took_ms", event.took().toMillis()),
            new Field("client", client),
            new Field("reusing_access", true)));
  }

  private static LogLine connectionLimitReached(TunnelEvent.ConnectionLimitReached event) {
    return new LogLine(
        level(event),
        0,
        "connection_limit_reached",
        "as many connections are open as there may be, %d: new clients wait (--max-connections)"
            .formatted(event.limit()),
        List.of(new Field("limit", event.limit())));
  }

  private static LogLine connectionLimitCleared(TunnelEvent.ConnectionLimitCleared event) {
    return new LogLine(
        level(event),
        0,
        "connection_limit_cleared",
        "there is room for connections again: new clients are served",
        List.of(new Field("limit", event.limit())));
  }

  private static LogLine acceptBackoff(TunnelEvent.AcceptBackoff event) {
    long pause = event.pause().toMillis();
    String cause = ListenMessages.cause(event.cause());
    return new LogLine(
        level(event),
        0,
        "accept_backoff",
        "cannot accept: " + cause + "; again in " + pause + " ms",
        List.of(new Field("pause_ms", pause)));
  }

  private static LogLine internalFailure(TunnelEvent.InternalFailure event) {
    return new LogLine(
        level(event),
        0,
        "internal_failure",
        event.part() + " has failed: " + event.cause(),
        List.of(new Field("part", event.part()), new Field("error", event.cause().toString())));
  }

  private static LogLine knockSent(TunnelEvent.KnockSent event) {
    List<Field> fields = new ArrayList<>();
    String how =
        switch (event.result()) {
          case KnockResult.PacketSent sent ->
              "sent an SPA packet of " + sent.bytes() + " bytes to " + sent.to();
          case KnockResult.PacketShared shared ->
              "the packet just sent to " + shared.to() + " asks for this port as well";
          case KnockResult.CommandSucceeded done -> "-cmd " + done.command() + " is done";
        };
    fields.add(new Field("how", how));
    switch (event.result()) {
      case KnockResult.PacketSent sent -> {
        fields.add(new Field("server", sent.to().toString()));
        fields.add(new Field("bytes", sent.bytes()));
      }
      case KnockResult.PacketShared shared ->
          fields.add(new Field("server", shared.to().toString()));
      case KnockResult.CommandSucceeded _ -> {}
    }
    return new LogLine(level(event), event.connection(), "knock_sent", how, List.copyOf(fields));
  }

  private static LogLine portOpened(TunnelEvent.PortOpened event) {
    return new LogLine(
        level(event),
        event.connection(),
        "port_opened",
        "open after %s: %s, %s"
            .formatted(
                ConnectFailureMessages.time(event.took()),
                ConnectFailureMessages.count(event.knocks(), "knock"),
                ConnectFailureMessages.count(event.probes(), "probe")),
        List.of(
            new Field("took_ms", event.took().toMillis()),
            new Field("knocks", event.knocks()),
            new Field("probes", event.probes()),
            new Field("knocked_ms", event.knocked().toEpochMilli()),
            new Field("probe_started_ms", event.probeStarted().toEpochMilli())));
  }

  private static LogLine connectFailed(TunnelEvent.ConnectFailed event) {
    CliError problem = ConnectFailureMessages.of(event.failure());
    // Where there are causes to choose from, they get a line of their own, and not each time.
    boolean explained = LikelyCause.inOrder(event.failure(), Set.of()).isPresent();
    return new LogLine(
        level(event),
        event.connection(),
        "connect_failed",
        explained ? problem.error() : problem.line(),
        List.of(new Field("failure", event.failure().code()), new Field("error", problem.error())));
  }

  private static LogLine closed(TunnelEvent.Closed event) {
    return new LogLine(
        level(event),
        event.connection(),
        "closed",
        "closed after "
            + ConnectFailureMessages.time(event.duration())
            + ": "
            + event
                .timeToConnect()
                .map(took -> transferred(event, took))
                .orElse("never connected, ")
            + ending(event.reason()),
        List.of(
            new Field("reason", event.reason().name().toLowerCase(Locale.ROOT)),
            new Field("bytes_upstream", event.bytes().upstream()),
            new Field("bytes_downstream", event.bytes().downstream()),
            new Field("duration_ms", event.duration().toMillis()),
            new Field(
                "time_to_connect_ms", event.timeToConnect().map(Duration::toMillis).orElse(null))));
  }

  private static String transferred(TunnelEvent.Closed event, Duration took) {
    return "%d bytes up, %d bytes down, connected after %s, "
        .formatted(
            event.bytes().upstream(),
            event.bytes().downstream(),
            ConnectFailureMessages.time(took));
  }

  private static String ending(CloseReason ending) {
    return switch (ending) {
      case CLIENT_CLOSED -> "ended by the client";
      case REMOTE_CLOSED -> "ended by the remote side";
      case CLIENT_RESET -> "reset by the client";
      case REMOTE_RESET -> "reset by the remote side";
      case IDLE_TIMEOUT -> "idle for too long";
      case ABORTED -> "cut here";
      case INTERNAL_ERROR -> "failed here";
    };
  }
}
