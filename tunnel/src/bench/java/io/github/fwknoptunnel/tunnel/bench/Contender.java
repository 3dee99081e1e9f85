package io.github.fwknoptunnel.tunnel.bench;

import java.nio.file.Path;
import java.util.List;

/**
 * Something that carries bytes to a port of this machine.
 *
 * @param command what to start, in words that blanks separate; {@code {port}} is where it listens,
 *     {@code {target}} the port that it relays to, {@code {config}} a file with HAProxy's settings.
 *     Empty for the direct connection.
 */
record Contender(String name, String command) {
  static final Contender DIRECT = new Contender("direct", "");
  static final String OURS = "ours";
  static final String HAPROXY = "HAProxy";

  /** The direct connection first: everything is told as a share of it. */
  static List<Contender> usual(Path project) {
    return List.of(
        DIRECT,
        new Contender(
            OURS,
            project.resolve("fwknop-tunnel")
                + " -local-port {port} -remote-host 127.0.0.1 -remote-port {target}"
                + " --max-connections 6000"),
        new Contender(
            "socat",
            "socat -b 262144 TCP-LISTEN:{port},bind=127.0.0.1,reuseaddr,fork,backlog=4096"
                + " TCP:127.0.0.1:{target}"),
        new Contender(HAPROXY, "haproxy -db -f {config}"));
  }

  /** A further one, as {@code NAME=COMMAND}. */
  static Contender parse(String text) {
    int equals = text.indexOf('=');
    if (equals < 1) {
      throw new IllegalArgumentException("not NAME=COMMAND: " + text);
    }
    return new Contender(text.substring(0, equals), text.substring(equals + 1));
  }

  boolean direct() {
    return command.isEmpty();
  }

  List<String> words(int port, int target, Path config) {
    String filled =
        command
            .replace("{port}", Integer.toString(port))
            .replace("{target}", Integer.toString(target))
            .replace("{config}", config.toString());
    return List.of(filled.split(" "));
  }
}
