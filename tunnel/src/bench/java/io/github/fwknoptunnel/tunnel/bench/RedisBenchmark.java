package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One run of redis-benchmark with its smallest command; latencies in milliseconds. */
record RedisBenchmark(double perSecond, double median, double percentile99) {
  private static final Duration LIMIT = Duration.ofSeconds(60);

  static RedisBenchmark run(RunningRelay relay, int requests, List<String> options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("redis-benchmark", "--csv", "-t", "ping_mbulk"));
    command.addAll(List.of("-p", "" + relay.port(), "-n", "" + requests));
    command.addAll(options);
    String csv = Tool.run(command, LIMIT);
    // "PING_MBULK","52910.05","0.484","0.120","0.471","0.679","0.855","1.551"
    String row = csv.lines().filter(line -> line.startsWith("\"PING")).findFirst().orElse("");
    String[] fields = row.replace("\"", "").split(",");
    if (fields.length < 8) {
      throw new IOException("redis-benchmark told nothing: " + csv);
    }
    return new RedisBenchmark(number(fields[1]), number(fields[4]), number(fields[6]));
  }

  private static double number(String field) {
    return Double.parseDouble(field);
  }
}
