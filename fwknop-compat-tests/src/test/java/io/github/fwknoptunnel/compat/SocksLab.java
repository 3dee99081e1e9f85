package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Two firewalls with different keys, whose names only the proxy resolves: a program that does not
 * let the proxy connect reaches nothing.
 */
final class SocksLab implements AutoCloseable {
  /** A server behind a firewall. */
  record Target(Site site, int port) {
    @Override
    public String toString() {
      return site.host() + ":" + port;
    }
  }

  /** A firewall, its keys and its name. */
  record Site(String host, Stanza stanza, FirewallContainer firewall) implements AutoCloseable {
    static Site start(String name, int number) {
      Stanza keys = Stanza.of(8100 + number, 32, HashAlgorithm.SHA256);
      String access = keys.access().replace("tcp/" + keys.port(), "tcp/22, tcp/443, " + PORTS);
      return new Site(name + ".example.com", keys, FirewallContainer.startServicesImage(access));
    }

    Target target(int port) {
      return new Target(this, port);
    }

    @Override
    public void close() {
      firewall.close();
    }
  }

  /** What the proxy and a target have counted so far. */
  record Counts(TunnelProcess proxy, Target target, int asked, int seen, int packets) {
    static Counts of(TunnelProcess proxy, Target target) {
      int packets = target.site().firewall().packets();
      return new Counts(proxy, target, SocksLab.asked(proxy, target), seen(target), packets);
    }

    private static int seen(Target target) {
      FirewallContainer firewall = target.site().firewall();
      return switch (target.port()) {
        case POSTGRESQL -> lines(firewall, POSTGRESQL_LOG, "connection received");
        case FirewallContainer.SSH -> lines(firewall, "/var/log/sshd.log", "^Connection from");
        default -> firewall.accepts(target.port());
      };
    }

    /** The server has seen every connection that the proxy was asked for, for one packet. */
    int assertOnePacket() {
      int connections = SocksLab.asked(proxy, target) - asked;
      assertEquals(connections, seen(target) - seen, () -> target + " saw others: " + proxy.log());
      assertEquals(1, target.site().firewall().packets() - packets, proxy::log);
      return connections;
    }
  }

  static final int POSTGRESQL = 5432;
  static final String POSTGRESQL_LOG = "/var/log/postgresql/postgresql-15-main.log";

  private static final String PORTS = "tcp/3306, tcp/5432, tcp/6443, tcp/8443, tcp/27017";

  private final Site north;
  private final Site south;

  SocksLab() {
    CompletableFuture<Site> other = CompletableFuture.supplyAsync(() -> Site.start("south", 1));
    north = Site.start("north", 0);
    south = other.join();
  }

  Site north() {
    return north;
  }

  Site south() {
    return south;
  }

  /** The file of names that {@link #proxy} reads. */
  static Path hosts(Path directory) {
    return directory.resolve("hosts");
  }

  /** Ends all earlier access. */
  void closePorts() {
    Stream.of(north, south).parallel().forEach(site -> site.firewall().run("restart-fwknopd"));
  }

  /** A proxy with a route to each site, by its name and by its address. */
  TunnelProcess proxy(Path directory, Object... where) throws IOException {
    StringBuilder rc = new StringBuilder();
    StringBuilder hosts = new StringBuilder();
    List<Object> options = new ArrayList<>(List.of("--max-packets", 1));
    options.addAll(List.of(where));
    for (Site site : List.of(north, south)) {
      String stanza = "[%s]\nKEY_BASE64 %s\nHMAC_KEY_BASE64 %s\n";
      Stanza keys = site.stanza();
      rc.append(stanza.formatted(site.host(), keys.keyBase64(), keys.hmacKeyBase64()));
      hosts.append(site.firewall().address()).append(' ').append(site.host()).append('\n');
      for (String place : List.of(site.host(), site.firewall().address())) {
        options.addAll(List.of("--route", place + "=stanza:" + site.host()));
      }
    }
    Path file = Files.writeString(directory.resolve("rc"), rc);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    options.addAll(List.of("--rc-file", file));
    return TunnelProcess.startForwards(Files.writeString(hosts(directory), hosts), options);
  }

  static void assertClosed(Target... targets) {
    Stream.of(targets)
        .map(target -> CompletableFuture.supplyAsync(() -> isSilent(target)))
        .toList()
        .forEach(silent -> assertTrue(silent.join(), "closed before"));
  }

  private static boolean isSilent(Target target) {
    try {
      return Knocks.isSilent(target.site().firewall(), target.port());
    } catch (IOException e) {
      throw new AssertionError(target.toString(), e);
    }
  }

  /** Connections that clients have asked the proxy for. */
  static int asked(TunnelProcess proxy, Object target) {
    return (int)
        proxy.all("target_named").stream()
            .filter(line -> line.path("target").asText().equals(target.toString()))
            .count();
  }

  /** Lines of a server's log. */
  static int lines(FirewallContainer firewall, String log, String text) {
    String count = "grep -c '" + text + "' " + log + " || true";
    return Integer.parseInt(firewall.run("sh", "-c", count).strip());
  }

  /** Runs a line of shell to its end and gives its output. */
  static String shell(Path directory, String line) throws Exception {
    Path err = directory.resolve("stderr");
    ProcessBuilder builder = new ProcessBuilder("bash", "-c", line);
    builder.environment().put("HOME", directory.toString());
    Process process = builder.directory(directory.toFile()).redirectError(err.toFile()).start();
    String out = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), line);
    assertEquals(0, process.exitValue(), line + "\n" + out + Files.readString(err));
    return out;
  }

  @Override
  public void close() {
    north.close();
    south.close();
  }
}
