package io.github.fwknoptunnel.tunnel.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What {@code --socks} costs beside a forward of the same program, and beside other SOCKS proxies.
 * In each round all are measured, one after another. {@code tunnel/bench/socks} starts it.
 */
final class SocksBench {
  private static final String FORWARD = "forward";
  private static final String UPLOAD = "upload, Gbit/s";
  private static final String PING = "ping-pong, messages/s";
  private static final String CONNECTS = "connects, 1/s";
  private static final String IDLE = "idle session, KiB";

  private final Path work;
  private final Map<String, String> commands;
  private final Map<String, Map<String, List<Double>>> results = new LinkedHashMap<>();

  private SocksBench(Path work, Map<String, String> commands) {
    this.work = work;
    this.commands = commands;
  }

  /**
   * @param args the project's directory, the file for the table, the number of rounds, then further
   *     proxies as {@code NAME=COMMAND}
   */
  public static void main(String[] args) throws Exception {
    Path project = Path.of(args[0]);
    int rounds = Integer.parseInt(args[2]);
    Map<String, String> commands = new LinkedHashMap<>();
    String ours = project.resolve("fwknop-tunnel").toString();
    commands.put(
        FORWARD, ours + " -local-port {port} -remote-host 127.0.0.1 -remote-port {target}");
    commands.put("--socks", ours + " --socks {port} --route *=direct");
    for (String further : List.of(args).subList(3, args.length)) {
      Contender contender = Contender.parse(further);
      commands.put(contender.name(), contender.command());
    }
    Path work = Files.createDirectories(project.resolve("tunnel/target/bench"));
    SocksBench bench = new SocksBench(work, commands);
    for (int round = 1; round <= rounds; round++) {
      bench.measure(round);
    }
    String table = bench.table(rounds);
    System.out.println(table);
    Files.writeString(Path.of(args[1]), table);
    System.exit(0);
  }

  private void measure(int round) throws IOException, InterruptedException {
    List<String> names = new ArrayList<>(commands.keySet());
    Collections.rotate(names, round);
    for (String name : names) {
      Contender contender = new Contender(name, commands.get(name));
      try (EchoServer echo = EchoServer.start();
          ServerSocket sink = sink();
          RunningRelay toEcho = RunningRelay.start(contender, echo.port(), work);
          RunningRelay toSink = RunningRelay.start(contender, sink.getLocalPort(), work)) {
        SocksClient client = new SocksClient(toEcho, !name.equals(FORWARD));
        client.connects(1500);
        add(CONNECTS, name, client.connects(1500));
        client.pingPong(2000);
        add(PING, name, client.pingPong(20_000));
        SocksClient stream = new SocksClient(toSink, !name.equals(FORWARD));
        stream.upload(1);
        add(UPLOAD, name, stream.upload(3) * 8 / 1e9);
        add(IDLE, name, client.idle(1000));
      }
      System.err.println("round " + round + ": " + name);
    }
  }

  private void add(String what, String name, double value) {
    results
        .computeIfAbsent(what, k -> new LinkedHashMap<>())
        .computeIfAbsent(name, k -> new ArrayList<>())
        .add(value);
  }

  /** Takes what comes. */
  private static ServerSocket sink() throws IOException {
    ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread.ofPlatform().daemon().start(() -> acceptAll(server));
    return server;
  }

  private static void acceptAll(ServerSocket server) {
    byte[] buffer = new byte[256 * 1024];
    while (true) {
      try (Socket client = server.accept()) {
        while (client.getInputStream().read(buffer) >= 0) {}
      } catch (IOException e) {
        if (server.isClosed()) {
          return;
        }
      }
    }
  }

  private String table(int rounds) {
    List<String> lines = new ArrayList<>();
    lines.add("# `--socks` beside a forward and other proxies\n");
    lines.add("```\ntunnel/bench/socks\n```\n");
    lines.add(
        "%s, %d cores for clients, proxies and servers together, JDK %s, rounds: %d. Medians; in"
            .formatted(
                LocalDate.now(),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                rounds));
    lines.add(
        "brackets the median of the ratios to the forward in the same round. A connect sends one byte"
            + " and has it back.\n");
    lines.add("| | " + String.join(" | ", commands.keySet()) + " |");
    lines.add("|---".repeat(commands.size() + 1) + "|");
    results.forEach((what, all) -> lines.add(row(what, all)));
    return String.join("\n", lines) + "\n";
  }

  private String row(String what, Map<String, List<Double>> all) {
    StringBuilder row = new StringBuilder("| " + what);
    for (String name : commands.keySet()) {
      List<Double> own = all.get(name);
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < own.size(); i++) {
        ratios.add(own.get(i) / all.get(FORWARD).get(i));
      }
      row.append(" | ").append(digits(median(own)));
      if (!name.equals(FORWARD)) {
        row.append(" (%.2f)".formatted(median(ratios)));
      }
    }
    return row + " |";
  }

  private static String digits(double value) {
    return value >= 1000 ? "%,.0f".formatted(value) : "%.2f".formatted(value);
  }

  private static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int size = sorted.size();
    return (sorted.get((size - 1) / 2) + sorted.get(size / 2)) / 2;
  }
}
