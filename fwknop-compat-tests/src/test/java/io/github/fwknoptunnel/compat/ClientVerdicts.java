package io.github.fwknoptunnel.compat;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** What Debian's {@code fwknop} makes of command lines, all asked for by one script. */
final class ClientVerdicts {
  static final String USER = "tester";
  private static final String DIRECTORY = "/tmp/side-by-side";
  private static final String MARK = "== case ";

  private ClientVerdicts() {}

  static Map<ClientEquivalence.Case, Verdict> of(
      ClientEquivalence all, FirewallContainer firewall) {
    firewall.run("mkdir", "-p", DIRECTORY);
    all.files()
        .keySet()
        .forEach(name -> firewall.write(DIRECTORY + "/" + name, all.text(name, DIRECTORY)));
    firewall.write(
        DIRECTORY + "/script",
        all.cases().stream().map(ClientVerdicts::commands).collect(Collectors.joining()));
    Instant before = Instant.now();
    String output =
        firewall.run("sh", "-c", "LOGNAME=%s sh %s/script 2>&1".formatted(USER, DIRECTORY));
    Map<ClientEquivalence.Case, Verdict> verdicts = new HashMap<>();
    String[] sections = output.split(MARK);
    for (int i = 0; i < all.cases().size(); i++) {
      verdicts.put(all.cases().get(i), verdict(sections[i + 1], before));
    }
    return verdicts;
  }

  private static String commands(ClientEquivalence.Case one) {
    String words =
        one.options(DIRECTORY).stream()
            .map(ClientVerdicts::quoted)
            .collect(Collectors.joining(" "));
    return """
    echo '%s%d'; rm -f %s/packet
    printf '%%s\\n' %s | fwknop -T --no-save-args -B %s/packet %s >%s/out 2>&1
    echo "status $?"; cat %s/packet 2>/dev/null
    cat %s/out
    """
        .formatted(
            MARK,
            one.line(),
            DIRECTORY,
            quoted(String.join("\n", one.stdin())),
            DIRECTORY,
            words,
            DIRECTORY,
            DIRECTORY,
            DIRECTORY);
  }

  private static String quoted(String word) {
    return "'" + word.replace("'", "'\\''") + "'";
  }

  private static Verdict verdict(String section, Instant before) {
    String[] lines = section.split("\n", 4);
    boolean made = lines[1].equals("status 0");
    return new Verdict(
        made ? Optional.of(new SpaPacket(lines[2])) : Optional.empty(),
        section,
        before,
        Instant.now());
  }
}
