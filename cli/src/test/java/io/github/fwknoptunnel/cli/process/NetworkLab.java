package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import io.github.fwknoptunnel.tunnel.testing.SecondUser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A laptop and a server in network namespaces of their own, which end with the test. A wire for
 * each network joins them: the laptop is {@code 10.N.0.2} in network N. The server's ports are
 * silent to an address until {@link LabServer} opens the way back to it.
 */
final class NetworkLab implements AutoCloseable {
  /** Where SPA server and service are; the server may {@linkplain #moveServer move}. */
  static final String SERVER = "192.0.2.1";

  /** Of the web service that tells a client its address. */
  static final String WEB = "192.0.2.2";

  /** Only routes of this table lead from the service back to a client. */
  static final String TABLE = "100";

  private static final String BLACKHOLE = "ip route add blackhole default table " + TABLE;

  private final Process laptop;
  private final Process server;

  NetworkLab() throws Exception {
    SecondUser.require();
    if (new ProcessBuilder("unshare", "--net", "ip", "rule").start().waitFor() != 0) {
      System.err.println("SKIPPED: this system lets nobody make network namespaces");
      abort("unshare --net fails");
    }
    laptop = namespace();
    server = namespace();
    run(laptop, "ip link set lo up");
    run(server, "ip link set lo up");
    run(server, "ip addr add " + WEB + "/32 dev lo");
    moveServer(SERVER);
    run(server, BLACKHOLE);
  }

  private static Process namespace() throws IOException {
    Process holder =
        new ProcessBuilder("unshare", "--net", "sh", "-c", "echo there; exec sleep 600").start();
    assertEquals('t', holder.getInputStream().read());
    return holder;
  }

  private static List<String> within(Process namespace, List<String> command) {
    List<String> line = new ArrayList<>(List.of("nsenter", "-t", "" + namespace.pid(), "-n", "--"));
    line.addAll(command);
    return line;
  }

  private static String run(Process namespace, String command) throws Exception {
    return output(within(namespace, List.of(command.split(" "))));
  }

  private static String output(List<String> command) throws Exception {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, process.waitFor(), () -> command + ": " + said);
    return said;
  }

  /** Has the laptop in network {@code n}; of several the one with the lowest metric is used. */
  void join(int n, int metric) throws Exception {
    String wire = "wire" + n;
    String place = "10." + n + ".0.";
    run(laptop, "ip link add " + wire + " type veth peer name " + wire + " netns " + server.pid());
    run(server, "ip addr add " + place + "1/24 dev " + wire);
    run(server, "ip link set " + wire + " up");
    run(laptop, "ip addr add " + place + "2/24 dev " + wire);
    run(laptop, "ip link set " + wire + " up");
    run(laptop, "ip route add default via " + place + "1 metric " + metric);
  }

  /** Takes the laptop out of network {@code n}. */
  void leave(int n) throws Exception {
    run(laptop, "ip link del wire" + n);
  }

  /** Gives the server this address, in place of the one that it had. */
  void moveServer(String address) throws Exception {
    run(server, "ip addr flush dev lo to 192.0.2.1/32");
    run(server, "ip addr add " + address + "/32 dev lo");
    run(server, "ip rule add from " + address + " lookup " + TABLE);
  }

  /** Closes the server's ports to all. */
  void shut() throws Exception {
    run(server, "ip route flush table " + TABLE);
    run(server, BLACKHOLE);
  }

  /** Has a program run on the laptop. */
  ProcessBuilder onLaptop(ProcessBuilder program) {
    return program.command(within(laptop, program.command()));
  }

  ProcessBuilder onServer(ProcessBuilder program) {
    return program.command(within(server, program.command()));
  }

  /** What a client on the laptop gets back from a local port for a line; empty if it is closed. */
  String echo(int port, String line) throws Exception {
    String client =
        "exec 3<>/dev/tcp/127.0.0.1/"
            + port
            + "; echo "
            + line
            + " >&3; head -n 1 <&3 2>&- || true";
    return output(within(laptop, List.of("bash", "-c", client))).strip();
  }

  @Override
  public void close() {
    laptop.destroy();
    server.destroy();
  }
}
