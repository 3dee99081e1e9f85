package io.github.fwknoptunnel.cli.shell;

import io.github.fwknoptunnel.cli.check.EffectiveSetting;
import io.github.fwknoptunnel.cli.check.Finding;
import io.github.fwknoptunnel.cli.check.Report;
import io.github.fwknoptunnel.cli.check.ReportJson;
import io.github.fwknoptunnel.cli.check.Topic;
import io.github.fwknoptunnel.cli.log.EventLog;
import io.github.fwknoptunnel.cli.log.LogEvent;
import io.github.fwknoptunnel.cli.log.LogField;
import io.github.fwknoptunnel.cli.messages.PacketFields;
import io.github.fwknoptunnel.cli.metrics.Status;
import io.github.fwknoptunnel.cli.metrics.TunnelStatus;
import io.github.fwknoptunnel.cli.output.JsonObject;
import io.github.fwknoptunnel.spa.SpaClient;
import io.github.fwknoptunnel.spa.crypto.EncryptionKey;
import io.github.fwknoptunnel.spa.crypto.HmacKey;
import io.github.fwknoptunnel.spa.crypto.KeyException;
import io.github.fwknoptunnel.spa.crypto.SpaKeys;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.message.PortSpec;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.PacketException;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaSuite;
import io.github.fwknoptunnel.spa.rc.EncryptionMode;
import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The part of the reference about output for programs. The names of JSON members are those of an
 * object that the program's own code writes.
 */
final class ReferenceOutput {
  private static final Pattern MEMBER = Pattern.compile("\"(\\w+)\":");

  private ReferenceOutput() {}

  static String text() {
    return events() + fields() + json() + ReferenceSections.METRICS;
  }

  private static String events() {
    String common = members(logLine());
    return ReferenceSections.LOG_EVENTS.formatted(common)
        + Reference.table(
            "event | when | fields",
            Arrays.stream(LogEvent.values())
                .map(event ->
                    Reference.row(
                        Reference.code(event.toString()), event.meaning(), names(event.fields())))
                .toList());
  }

  private static String names(List<LogField> fields) {
    return fields.isEmpty()
        ? Reference.NONE
        : fields.stream()
            .map(field -> Reference.code(field.toString()))
            .collect(Collectors.joining(", "));
  }

  private static String fields() {
    return "### Fields\n\n"
        + Reference.table(
            "field | unit | meaning",
            Arrays.stream(LogField.values())
                .map(field ->
                    Reference.row(
                        Reference.code(field.toString()),
                        field.unit().isEmpty() ? Reference.NONE : field.unit(),
                        field.meaning()))
                .toList());
  }

  private static String json() {
    return ReferenceSections.JSON
        + Reference.table(
            "output | members | meaning",
            List.of(
                Reference.row("`--log-format json`", members(logLine()), "[above](#log-events)"),
                Reference.row(
                    "`check --json`", members(report()), "[CHECK](CHECK.md#exit-status-and-json)"),
                Reference.row("`inspect --json`", members(packet()), "[INSPECT](INSPECT.md#json)"),
                Reference.row(
                    "`status --json`", members(status()), "[METRICS](METRICS.md#status)")));
  }

  /** Their names, each once, in the order in which the object has them. */
  private static String members(String object) {
    return MEMBER
        .matcher(object)
        .results()
        .map((MatchResult name) -> name.group(1))
        .distinct()
        .map(Reference::code)
        .collect(Collectors.joining(", "));
  }

  /** A line of an event that has no fields, for a connection of one of several tunnels. */
  private static String logLine() {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    PrintStream stream = new PrintStream(line, true, StandardCharsets.UTF_8);
    new EventLog(stream, EventLog.Format.JSON, true, "")
        .of("tunnel", "")
        .onEvent(new TunnelEvent.AccessExpired(1));
    return line.toString(StandardCharsets.UTF_8);
  }

  private static String report() {
    EffectiveSetting setting = new EffectiveSetting("", Optional.empty(), "");
    return ReportJson.of(
        new Report("tunnel", List.of(setting), List.of(Finding.ok(Topic.NAME, ""))), 0);
  }

  private static String status() {
    Tunnel.Session session =
        new Tunnel.Session(
            1,
            InetSocketAddress.createUnresolved("client", 1),
            Optional.empty(),
            Duration.ZERO,
            Optional.empty(),
            new ByteCounts(0, 0));
    TunnelStatus.Snapshot tunnel =
        new TunnelStatus.Snapshot(
            "",
            new TunnelStatus.Place("", List.of()),
            new TunnelStatus.Snapshot.Totals(0, 0, 0),
            List.of(session),
            List.of(new TunnelStatus.Snapshot.Failure(Instant.EPOCH, 1, "", "", Optional.empty())),
            List.of());
    return new Status(Instant.EPOCH, List.of(tunnel), List.of()).json();
  }

  private static String packet() {
    SpaSuite suite = SpaSuite.DEFAULT;
    try (SpaKeys keys = SpaKeys.of(EncryptionKey.of(new byte[16]), HmacKey.of(new byte[32]))) {
      PacketFields fields =
          new PacketFields(
              new SpaOpener(keys, suite)
                  .open(SpaClient.builder(keys).build().seal(SpaRequest.access(PortSpec.tcp(22)))),
              Optional.of(suite.hmac()),
              new EncryptionMode.Symmetric(suite.mode()));
      JsonObject object = new JsonObject();
      fields.values().forEach(object::put);
      return object.toString();
    } catch (KeyException | PacketException | PacketLimitException | GpgException e) {
      throw new IllegalStateException(e);
    }
  }
}
