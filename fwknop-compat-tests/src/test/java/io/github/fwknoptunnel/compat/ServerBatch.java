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
 * Debian's {@code fwknopd}, shown many packets in one run, each from an address of its own that
 * only one stanza is for. It prints what it finds in them.
 *
 * <p>That of Debian 12 reads them from a capture. That of Debian 13 cannot, so they are sent to its
 * UDP socket. In test mode fwknopd does all but open ports and run commands. It does not check the
 * age here, and ends by itself after the last packet.
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
  static ServerBatch judge(FirewallContainer firewall, Map<SpaCase, SpaPacket> packets) {
    firewall.run("mkdir", "-p", DIRECTORY);
    firewall.write(DIRECTORY + "/access.conf", accessConf(packets.keySet()));
    boolean reads = firewall.kind() == ServerKind.DEBIAN_12_PCAP;
    firewall.write(DIRECTORY + "/fwknopd.conf", FORWARDING + (reads ? "" : SOCKET));
    if (reads) {
      PacketCapture capture = new PacketCapture();
      packets.forEach((one, packet) -> capture.add(source(one), packet.toBytes()));
      firewall.write(DIRECTORY + "/packets.pcap", capture.toBytes());
    } else {
      StringBuilder lines = new StringBuilder();
      packets.forEach((one, packet) -> lines.append(source(one) + " " + packet.wire() + "\n"));
      firewall.write(DIRECTORY + "/packets", lines.toString());
    }
    String fwknopd = FWKNOPD.formatted(packets.size());
    String script =
        reads ? fwknopd + " --pcap-file packets.pcap >log 2>&1" : SENDING.formatted(fwknopd);
    return new ServerBatch(firewall.run("bash", "-c", AROUND.formatted(DIRECTORY, script)));
  }

  private static final String FORWARDING = "ENABLE_IPT_FORWARDING Y;\nENABLE_IPT_LOCAL_NAT Y;\n";
  private static final String SOCKET =
      "ENABLE_UDP_SERVER Y;\nUDPSERV_PORT 62202;\nENABLE_SPA_PACKET_AGING N;\n";

  private static final String FWKNOPD =
      "timeout 300 fwknopd --test --foreground --verbose --config-file fwknopd.conf"
          + " --access-file access.conf --run-dir $PWD/run --digest-file $PWD/run/digests"
          + " --packet-limit %d";

  /** The configuration that it prints first is of no interest. */
  private static final String AROUND =
      """
      cd %s && rm -rf run && mkdir run
      { %s; } || { tail -n 20 log; exit 1; }
      sed -nE '/Starting fwknopd main event loop|Kicking off UDP server/,$p' log
      """;

  /** Each packet leaves from its own address. */
  private static final String SENDING =
      """
      ip route replace local 10.1.0.0/16 dev lo
      %s >log 2>&1 &
      until [[ $(ss -Hlun 'sport = 62202') || ! -e /proc/$! ]]; do sleep 0.05; done
      while read -r source packet; do
        printf %%s "$packet" | socat -u - "UDP4-SENDTO:127.0.0.1:62202,bind=$source"
      done <packets
      wait $!\
      """;

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
