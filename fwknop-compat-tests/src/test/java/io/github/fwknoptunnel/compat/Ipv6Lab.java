package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/**
 * A client and an {@link NftFirewall} in network namespaces of their own, joined by a wire. The
 * firewall's firewall drops everything but packets over IPv6, and what those open. nft is that of a
 * firewall's image.
 */
final class Ipv6Lab implements AutoCloseable {
  static final String GATE = "2001:db8:79::1";
  static final String CLIENT = "2001:db8:79::2";

  /** The name of the firewall; at its IPv4 address nothing ever answers. */
  static final String NAME = "gate.test";

  private static final String HOSTS = "192.0.2.79 " + NAME + "\n" + GATE + " " + NAME + "\n";

  private static final String FIREWALL =
      """
      table inet filter {
        set spa {
          type ipv6_addr . inet_proto . inet_service
          flags timeout
        }
        chain input {
          type filter hook input priority filter; policy drop;
          iif lo accept
          meta l4proto ipv6-icmp accept
          ct state established,related accept
          ip6 nexthdr udp udp dport 62201 accept
          ip6 saddr . meta l4proto . th dport @spa accept
        }
      }
      """;

  private final Path directory;
  private final List<String> nft;
  private final Process client;
  private final Process server;
  private final Process firewall;
  private final List<String> said = new CopyOnWriteArrayList<>();

  /** Skips the test, or fails it if all tests are required, where there are no namespaces. */
  Ipv6Lab(Path directory) throws Exception {
    this.directory = directory;
    client = namespace();
    server = namespace();
    nft = List.of("chroot", "/proc/" + FirewallContainer.shared().pid() + "/root", "nft");
    String wire = "ip link add eth0 type veth peer name eth0 netns " + server.pid();
    for (String command :
        List.of(
            wire,
            "ip link set lo up",
            "ip addr add " + CLIENT + "/64 dev eth0 nodad",
            "ip addr add 10.79.2.2/30 dev eth0",
            "ip link set eth0 up",
            "ip route add 192.0.2.79 via 10.79.2.1")) {
      run(client, List.of(command.split(" ")));
    }
    for (String command :
        List.of(
            "ip link set lo up",
            "ip addr add " + GATE + "/64 dev eth0 nodad",
            "ip addr add 10.79.2.1/30 dev eth0",
            "ip addr add 192.0.2.79/32 dev lo",
            "ip link set eth0 up")) {
      run(server, List.of(command.split(" ")));
    }
    nft(FIREWALL);
    Files.writeString(directory.resolve("hosts"), HOSTS);
    firewall = startFirewall();
  }

  private static Process namespace() throws IOException {
    // It ends with this JVM, however that ends.
    Process holder = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo; exec cat").start();
    if (holder.getInputStream().read() < 0) {
      String reason = "network namespaces need root";
      assertTrue(!Boolean.getBoolean("compat.required"), reason);
      System.err.println("SKIPPED: " + reason);
      abort(reason);
    }
    return holder;
  }

  private Process startFirewall() throws Exception {
    List<String> java = new ArrayList<>();
    java.add(ProcessHandle.current().info().command().orElseThrow());
    java.addAll(List.of("-cp", System.getProperty("java.class.path"), NftFirewall.class.getName()));
    java.add(GATE);
    java.addAll(nft);
    Process process =
        new ProcessBuilder(within(server, java))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    Thread.ofPlatform().daemon().start(() -> process.inputReader().lines().forEach(said::add));
    Knocks.await("the gate", () -> said.contains("ready") || !process.isAlive());
    assertTrue(process.isAlive());
    return process;
  }

  private static List<String> within(Process namespace, List<String> command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "-t", "" + namespace.pid(), "-n", "--"));
    line.addAll(command);
    return line;
  }

  private String run(Process namespace, List<String> command) throws Exception {
    TunnelProcess.Ended ended = end(within(namespace, command));
    assertEquals(0, ended.status(), () -> command + ": " + ended);
    return ended.out();
  }

  private TunnelProcess.Ended end(List<String> command) throws Exception {
    Path err = Files.createTempFile(directory, "stderr", "");
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(err.toFile());
    builder.environment().put("JDK_JAVA_OPTIONS", names());
    Process process = builder.start();
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), () -> "" + command);
    return new TunnelProcess.Ended(process.exitValue(), out, Files.readString(err));
  }

  private String names() {
    return "-Djdk.net.hosts.file=" + directory.resolve("hosts");
  }

  /** Replaces the firewall, or changes it. */
  private void nft(String rules) throws Exception {
    List<String> command = new ArrayList<>(within(server, nft));
    command.addAll(List.of("-f", "-"));
    Process process = new ProcessBuilder(command).inheritIO().redirectInput(pipe()).start();
    try (var in = process.outputWriter()) {
      in.write(rules);
    }
    assertEquals(0, process.waitFor(), rules);
  }

  private static ProcessBuilder.Redirect pipe() {
    return ProcessBuilder.Redirect.PIPE;
  }

  /** Closes the port to all. */
  void shut() throws Exception {
    nft("flush set inet filter spa\n");
    said.removeIf(line -> !line.equals("ready"));
  }

  /** The addresses and ports that are open, as nft writes them. */
  String open() throws Exception {
    List<String> command = new ArrayList<>(nft);
    command.addAll(List.of("list", "set", "inet", "filter", "spa"));
    return run(server, command);
  }

  /** What the firewall said about the packets since {@link #shut}. */
  List<String> packets() {
    return said.stream().filter(line -> !line.equals("ready")).toList();
  }

  /** Runs the program on the client to its end. */
  TunnelProcess.Ended program(Object... arguments) throws Exception {
    return end(within(client, ProgramCommand.of(List.of(arguments))));
  }

  /** A tunnel on the client that is not waited for; it ends with the process. */
  Process tunnel(Object... arguments) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(within(client, ProgramCommand.of(List.of(arguments))));
    builder.environment().put("JDK_JAVA_OPTIONS", names());
    return builder.redirectError(directory.resolve("tunnel.log").toFile()).start();
  }

  /** What a client of a port of the client's machine gets back for a line. */
  String echo(int port, String line) throws Exception {
    String script =
        "exec 3<>/dev/tcp/127.0.0.1/%d; echo %s >&3; head -n 1 <&3".formatted(port, line);
    return run(client, List.of("bash", "-c", script)).strip();
  }

  /** The namespaces end with their processes, and the wire with them. */
  @Override
  public void close() {
    for (Process process : List.of(firewall, client, server)) {
      process.destroy();
      process.onExit().join();
    }
  }
}
