package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Debian's {@code fwknopd}, shown many packets in one run: it reads them from a capture, each from
 * an address of its own that only one stanza is for, and prints what it finds in them.
 *
 * <p>In test mode it does all but open ports and run commands, and with a capture it does not ask
 * for the age. It ends by itself after the last packet.
 */
final class ServerBatch {
  private static final String DIRECTORY = "/tmp/fwknopd-batch";
  private static final Pattern VERDICT =
      Pattern.compile("\\[(?<source>[0-9.]+)] \\(stanza #[0-9]+\\) (?<text>.*)");

  private final Map<String, FieldDump> decoded = new HashMap<>();
  private final Map<String, List<String>> verdicts = new HashMap<>();

  private ServerBatch(String log) {
    Matcher verdict = VERDICT.matcher(log);
    while (verdict.find()) {
      String source = verdict.group("source");
      verdicts.computeIfAbsent(source, s -> new ArrayList<>()).add(verdict.group("text"));
      if (verdict.group("text").startsWith("SPA Decode")) {
        decoded.put(source, FieldDump.firstIn(log.substring(verdict.end())).orElseThrow());
      }
    }
  }

  /** Shows it the packet of each case. */
  static ServerBatch judge(Gate gate, Map<SpaCase, SpaPacket> packets) {
    PacketCapture capture = new PacketCapture();
    packets.forEach((one, packet) -> capture.add(source(one), packet.toBytes()));
    gate.run("mkdir", "-p", DIRECTORY);
    gate.write(DIRECTORY + "/packets.pcap", capture.toBytes());
    gate.write(DIRECTORY + "/access.conf", accessConf(packets.keySet()));
    gate.write(DIRECTORY + "/fwknopd.conf", "ENABLE_IPT_FORWARDING Y;\nENABLE_IPT_LOCAL_NAT Y;\n");
    return new ServerBatch(gate.run("sh", "-c", command(packets.size())));
  }

  /** The configuration that it prints first is of no interest. */
  private static String command(int packets) {
    return """
    cd %s && rm -rf run && mkdir run
    timeout 60 fwknopd --test --foreground --verbose --config-file fwknopd.conf \
      --access-file access.conf --run-dir $PWD/run --digest-file $PWD/run/digests \
      --pcap-file packets.pcap --packet-limit %d >log 2>&1 || { tail -n 20 log; exit 1; }
    sed -n '/Starting fwknopd main event loop/,$p' log
    """
        .formatted(DIRECTORY, packets);
  }

  private static String accessConf(Collection<SpaCase> cases) {
    StringBuilder text = new StringBuilder();
    cases.forEach(one -> text.append(stanza(one)));
    return text.toString();
  }

  private static String stanza(SpaCase one) {
    StringBuilder text = new StringBuilder("SOURCE %s%n".formatted(source(one)));
    text.append(setting("KEY", one.key()));
    one.hmacKey()
        .ifPresent(key -> {
          text.append(setting("HMAC_KEY", key));
          text.append("HMAC_DIGEST_TYPE %s%n".formatted(one.suite().hmac()));
        });
    text.append("ENCRYPTION_MODE %s%n".formatted(one.suite().mode()));
    if (one.message().fields().type() == MessageType.COMMAND) {
      text.append("ENABLE_CMD_EXEC Y%n".formatted());
    }
    return text.append("\n").toString();
  }

  private static String setting(String name, byte[] key) {
    SpaCase.Written written = SpaCase.Written.of(key);
    return "%s%s %s%n".formatted(name, written.plain() ? "" : "_BASE64", written.text());
  }

  private static String source(SpaCase one) {
    return "10.1.%d.%d".formatted(one.index() / 256, one.index() % 256);
  }

  Optional<FieldDump> decoded(SpaCase one) {
    return Optional.ofNullable(decoded.get(source(one)));
  }

  /** What it said about the packet of this case, in order. */
  List<String> verdicts(SpaCase one) {
    return verdicts.getOrDefault(source(one), List.of());
  }
}
