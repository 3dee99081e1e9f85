package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.message.MessageType;
import io.github.fwknoptunnel.spa.message.SpaMessage;
import io.github.fwknoptunnel.spa.message.SpaRequest;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Debian's {@code fwknop}, asked for many packets by one script. */
final class ClientBatch {
  /** What it said of one case. If it made a packet, that is the last line. */
  record Made(String output) {
    SpaPacket packet() {
      return new SpaPacket(output.substring(output.lastIndexOf('\n') + 1));
    }

    /** The fields that it says are in the packet. */
    FieldDump fields() {
      return FieldDump.firstIn(output).orElseThrow(() -> new AssertionError(output));
    }
  }

  private static final String SCRIPT = "/tmp/fwknop-batch";
  private static final String PACKET = "/tmp/fwknop-batch.packet";
  private static final String MARK = "== case ";

  private ClientBatch() {}

  /** The packets by the index of their case. */
  static Map<Integer, Made> make(FirewallContainer firewall, Collection<SpaCase> cases) {
    String commands = cases.stream().map(ClientBatch::commands).collect(Collectors.joining());
    firewall.write(SCRIPT, commands + "true\n");
    Map<Integer, Made> made = new HashMap<>();
    for (String section : firewall.run("sh", SCRIPT).split(MARK)) {
      if (!section.isEmpty()) {
        String[] indexAndOutput = section.strip().split("\n", 2);
        made.put(Integer.valueOf(indexAndOutput[0]), new Made(indexAndOutput[1]));
      }
    }
    return made;
  }

  private static String commands(SpaCase one) {
    String fwknop = words(one).stream().map(ClientBatch::quoted).collect(Collectors.joining(" "));
    return "echo '%s%d'; rm -f %s; %s 2>&1 && cat %s\n"
        .formatted(MARK, one.index(), PACKET, fwknop, PACKET);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static List<String> words(SpaCase one) {
    List<String> words = new ArrayList<>();
    words.addAll(List.of("fwknop", "-T", "--no-save-args", "--no-rc-file", "-D", "192.0.2.1"));
    words.addAll(List.of("-B", PACKET, "-U", one.message().username().name()));
    words.addAll(List.of("-m", one.suite().digest().toString()));
    words.addAll(List.of("-M", one.suite().mode().toString()));
    words.addAll(keyWords(one));
    words.addAll(requestWords(one.message()));
    return words;
  }

  private static List<String> keyWords(SpaCase one) {
    SpaCase.Written key = SpaCase.Written.of(one.key());
    List<String> words = new ArrayList<>();
    words.addAll(List.of(key.plain() ? "--key-rijndael" : "--key-base64-rijndael", key.text()));
    one.hmacKey()
        .map(SpaCase.Written::of)
        .ifPresent(hmac -> {
          words.addAll(List.of(hmac.plain() ? "--key-hmac" : "--key-base64-hmac", hmac.text()));
          words.addAll(List.of("--hmac-digest-type", one.suite().hmac().toString()));
        });
    return words;
  }

  private static List<String> requestWords(SpaMessage message) {
    SpaRequest request = message.request();
    String allowed = message.allowed().address();
    List<String> words = new ArrayList<>(List.of("-a", allowed));
    String asked = request.message(message.allowed()).substring(allowed.length() + 1);
    boolean command = MessageType.of(request) == MessageType.COMMAND;
    words.addAll(List.of(command ? "-C" : "-A", asked));
    request
        .nat()
        .ifPresent(nat -> {
          words.addAll(List.of("-N", nat.target().toString()));
          words.addAll(nat.local() ? List.of("--nat-local") : List.of());
        });
    request.accessTimeout().ifPresent(time -> words.addAll(List.of("-f", "" + time.toSeconds())));
    return words;
  }
}
