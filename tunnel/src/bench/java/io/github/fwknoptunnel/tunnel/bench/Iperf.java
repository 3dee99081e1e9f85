package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One run of iperf3.
 *
 * @param bytes that were received, both ways together
 * @param gigabits received in a second
 * @param cpuSeconds that the relay used for it
 */
record Iperf(double bytes, double gigabits, double cpuSeconds) {
  /** Also the sum of the other direction, which has a name of its own. */
  private static final Pattern RECEIVED =
      Pattern.compile(
          "\"sum_received(?:_bidir_reverse)?\":\\s*\\{[^}]*?\"bytes\":\\s*(\\d+)"
              + "[^}]*?\"bits_per_second\":\\s*([-+.e0-9]+)");

  private static final Pattern ERROR = Pattern.compile("\"error\":.*");
  private static final double GIBIBYTE = 1 << 30;

  /** With a server of its own: one that serves several runs was found stuck after a cut one. */
  static Iperf run(RunningRelay relay, List<String> options, int seconds)
      throws IOException, InterruptedException {
    Path log = Files.createTempFile("bench", ".iperf3");
    List<String> once = List.of("iperf3", "-s", "-1", "-B", "127.0.0.1", "-p", "" + relay.target());
    try (StartedProcess server = StartedProcess.start(once, log)) {
      server.awaitListening(relay.target());
      return load(relay, options, seconds);
    } finally {
      Files.delete(log);
    }
  }

  private static Iperf load(RunningRelay relay, List<String> options, int seconds)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("iperf3", "-J", "-c", "127.0.0.1"));
    command.addAll(List.of("-p", "" + relay.port(), "-t", "" + seconds));
    command.addAll(options);
    double before = relay.cpuSeconds();
    String json = Tool.run(command, Duration.ofSeconds(seconds + 10L));
    Matcher error = ERROR.matcher(json);
    if (error.find()) {
      throw new IOException("iperf3: " + error.group());
    }
    return parse(json, relay.cpuSeconds() - before);
  }

  private static Iperf parse(String json, double cpuSeconds) {
    Matcher sums = RECEIVED.matcher(json);
    double bytes = 0;
    double bits = 0;
    while (sums.find()) {
      bytes += Double.parseDouble(sums.group(1));
      bits += Double.parseDouble(sums.group(2));
    }
    return new Iperf(bytes, bits / 1e9, cpuSeconds);
  }

  double cpuPerGibibyte() {
    return cpuSeconds / (bytes / GIBIBYTE);
  }
}
