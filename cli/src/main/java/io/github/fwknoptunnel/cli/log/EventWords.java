package io.github.fwknoptunnel.cli.log;

import io.github.fwknoptunnel.cli.log.LogLine.Field;
import io.github.fwknoptunnel.cli.log.LogLine.Level;
import io.github.fwknoptunnel.cli.terminal.Problem;
import io.github.fwknoptunnel.cli.words.AddressWords;
import io.github.fwknoptunnel.cli.words.Cause;
import io.github.fwknoptunnel.cli.words.ListenWords;
import io.github.fwknoptunnel.cli.words.OpenWords;
import io.github.fwknoptunnel.cli.words.RefusalWords;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.knock.KnockReceipt;
import io.github.fwknoptunnel.tunnel.relay.Ending;
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
record EventWords(String purpose, String tunnel) {

  /** Known without the words, which cost more than what they tell of where nobody reads them. */
  static Level level(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Accepted _, TunnelEvent.Connected _ -> Level.DEBUG;
      case TunnelEvent.Refused _, TunnelEvent.NotOpened _ -> Level.WARN;
      case TunnelEvent.Full _, TunnelEvent.Paused _, TunnelEvent.Broken _ -> Level.WARN;
      case TunnelEvent.Listening _, TunnelEvent.NoLongerFull _ -> Level.INFO;
      case TunnelEvent.Knocked _, TunnelEvent.Opened _ -> Level.INFO;
      case TunnelEvent.Distrusted _, TunnelEvent.Hollow _ -> Level.INFO;
      case TunnelEvent.Closed _ -> Level.INFO;
    };
  }

  LogLine line(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Listening e -> listening(e);
      case TunnelEvent.Accepted e -> accepted(e);
      case TunnelEvent.Refused e -> refused(e);
      case TunnelEvent.Knocked e -> knocked(e);
      case TunnelEvent.Opened e -> opened(e);
      case TunnelEvent.Distrusted e -> distrusted(e);
      case TunnelEvent.Hollow e -> hollow(e);
      case TunnelEvent.Connected e -> connected(e);
      case TunnelEvent.NotOpened e -> notOpened(e);
      case TunnelEvent.Closed e -> closed(e);
      case TunnelEvent.Full e -> full(e);
      case TunnelEvent.NoLongerFull e -> noLongerFull(e);
      case TunnelEvent.Paused e -> paused(e);
      case TunnelEvent.Broken e -> broken(e);
    };
  }

  private LogLine listening(TunnelEvent.Listening event) {
    String address = AddressWords.of(event.address());
    return new LogLine(
        level(event),
        0,
        "listening",
        "listening on " + address + " " + purpose,
        List.of(new Field("address", address), new Field("purpose", purpose)));
  }

  private static LogLine accepted(TunnelEvent.Accepted event) {
    String client = AddressWords.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        "accepted",
        "accepted " + client,
        List.of(new Field("client", client)));
  }

  private static LogLine refused(TunnelEvent.Refused event) {
    String client = AddressWords.of(event.client());
    return new LogLine(
        level(event),
        event.connection(),
        "refused",
        "refused " + client + ": " + RefusalWords.of(event.refusal()),
        List.of(new Field("client", client), new Field("refusal", label(event.refusal()))));
  }

  private static LogLine distrusted(TunnelEvent.Distrusted event) {
    return new LogLine(
        level(event),
        event.connection(),
        "distrusted",
        "the port is not open any more, knocking again",
        List.of());
  }

  private static LogLine hollow(TunnelEvent.Hollow event) {
    return new LogLine(
        level(event),
        event.connection(),
        "hollow",
        "the connection ended at once without a byte, knocking once more",
        List.of());
  }

  private static LogLine connected(TunnelEvent.Connected event) {
    return new LogLine(
        level(event),
        event.connection(),
        "connected",
        "connected after " + OpenWords.time(event.took()),
        List.of(new Field("took_ms", event.took().toMillis())));
  }

  private static LogLine full(TunnelEvent.Full event) {
    return new LogLine(
        level(event),
        0,
        "full",
        "as many connections are open as there may be, %d: new clients wait (--max-connections)"
            .formatted(event.limit()),
        List.of(new Field("limit", event.limit())));
  }

  private static LogLine noLongerFull(TunnelEvent.NoLongerFull event) {
    return new LogLine(
        level(event),
        0,
        "no_longer_full",
        "there is room for connections again: new clients are served",
        List.of(new Field("limit", event.limit())));
  }

  private static LogLine paused(TunnelEvent.Paused event) {
    long pause = event.pause().toMillis();
    String cause = ListenWords.cause(event.cause());
    return new LogLine(
        level(event),
        0,
        "paused",
        "cannot accept: " + cause + "; again in " + pause + " ms",
        List.of(new Field("pause_ms", pause)));
  }

  private static LogLine broken(TunnelEvent.Broken event) {
    return new LogLine(
        level(event),
        0,
        "broken",
        event.part() + " has failed: " + event.cause(),
        List.of(new Field("part", event.part()), new Field("error", event.cause().toString())));
  }

  private static LogLine knocked(TunnelEvent.Knocked event) {
    List<Field> fields = new ArrayList<>();
    String how =
        switch (event.receipt()) {
          case KnockReceipt.PacketSent sent ->
              "sent an SPA packet of " + sent.bytes() + " bytes to " + sent.to();
          case KnockReceipt.PacketShared shared ->
              "the packet just sent to " + shared.to() + " asks for this port as well";
          case KnockReceipt.CommandDone done -> "-cmd " + done.command() + " is done";
        };
    fields.add(new Field("how", how));
    switch (event.receipt()) {
      case KnockReceipt.PacketSent sent -> {
        fields.add(new Field("server", sent.to().toString()));
        fields.add(new Field("bytes", sent.bytes()));
      }
      case KnockReceipt.PacketShared shared ->
          fields.add(new Field("server", shared.to().toString()));
      case KnockReceipt.CommandDone _ -> {}
    }
    return new LogLine(level(event), event.connection(), "knocked", how, List.copyOf(fields));
  }

  private static LogLine opened(TunnelEvent.Opened event) {
    return new LogLine(
        level(event),
        event.connection(),
        "opened",
        "open after %s: %s, %s"
            .formatted(
                OpenWords.time(event.took()),
                OpenWords.count(event.knocks(), "knock"),
                OpenWords.count(event.probes(), "probe")),
        List.of(
            new Field("took_ms", event.took().toMillis()),
            new Field("knocks", event.knocks()),
            new Field("probes", event.probes()),
            new Field("knocked_ms", event.knocked().toEpochMilli()),
            new Field("probe_started_ms", event.probeStarted().toEpochMilli())));
  }

  private static LogLine notOpened(TunnelEvent.NotOpened event) {
    Problem problem = OpenWords.of(event.failure());
    // Where there are causes to choose from, they get a line of their own, and not each time.
    boolean explained = Cause.inOrder(event.failure(), Set.of()).isPresent();
    return new LogLine(
        level(event),
        event.connection(),
        "not_opened",
        explained ? problem.error() : problem.line(),
        List.of(new Field("failure", label(event.failure())), new Field("error", problem.error())));
  }

  /** As the label of the metric has it: {@code NameNotResolved} is {@code name_not_resolved}. */
  private static String label(Object kind) {
    String name = kind.getClass().getSimpleName();
    return name.replaceAll("(?<=[a-z0-9])(?=[A-Z])", "_").toLowerCase(Locale.ROOT);
  }

  private static LogLine closed(TunnelEvent.Closed event) {
    return new LogLine(
        level(event),
        event.connection(),
        "closed",
        "closed after "
            + OpenWords.time(event.lasted())
            + ": "
            + event.opened().map(took -> transferred(event, took)).orElse("never connected, ")
            + ending(event.ending()),
        List.of(
            new Field("ending", event.ending().name().toLowerCase(Locale.ROOT)),
            new Field("up", event.totals().up()),
            new Field("down", event.totals().down()),
            new Field("lasted_ms", event.lasted().toMillis()),
            new Field("opened_ms", event.opened().map(Duration::toMillis).orElse(null))));
  }

  private static String transferred(TunnelEvent.Closed event, Duration took) {
    return "%d bytes up, %d bytes down, connected after %s, "
        .formatted(event.totals().up(), event.totals().down(), OpenWords.time(took));
  }

  private static String ending(Ending ending) {
    return switch (ending) {
      case CLIENT_ENDED -> "ended by the client";
      case REMOTE_ENDED -> "ended by the remote side";
      case CLIENT_RESET -> "reset by the client";
      case REMOTE_RESET -> "reset by the remote side";
      case IDLE -> "idle for too long";
      case CUT -> "cut here";
      case FAILED -> "failed here";
    };
  }
}
