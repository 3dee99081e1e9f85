package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Chromium, driven by Playwright ({@code src/test/browser}), in a network namespace whose only way
 * out is a wire to this machine, without a route further on. There the networks of containers that
 * come and go cannot disturb it: it gives up what it is loading when a network changes.
 */
final class Browser implements AutoCloseable {
  /** This machine, as the browser sees it. */
  static final String MACHINE = "10.79.1.1";

  private static final Path PLAYWRIGHT = Path.of("../cli/src/test/browser");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  private final Path directory;
  private final Process namespace;

  /** Skips the test where the browser cannot be started. */
  Browser(Path directory) throws Exception {
    this.directory = directory;
    install();
    // It ends with this JVM, however that ends.
    namespace = new ProcessBuilder("unshare", "--net", "sh", "-c", "echo; exec cat").start();
    if (namespace.getInputStream().read() < 0) {
      skip("a browser needs a network namespace of its own");
    }
    long pid = namespace.pid();
    inside("sysctl -qw net.ipv6.conf.all.disable_ipv6=1");
    inside("sysctl -qw net.ipv6.conf.default.disable_ipv6=1");
    inside("ip link set lo up");
    SocksLab.shell(directory, "ip link add browser0 type veth peer name eth0 netns " + pid);
    SocksLab.shell(directory, "ip addr add " + MACHINE + "/30 dev browser0");
    SocksLab.shell(directory, "ip link set browser0 up");
    inside("ip addr add 10.79.1.2/30 dev eth0");
    inside("ip link set eth0 up");
  }

  private void install() throws Exception {
    if (!"root".equals(System.getProperty("user.name"))) {
      skip("a network namespace needs root");
    }
    for (String program : List.of("chromium", "npm")) {
      if (!Files.isExecutable(Path.of("/usr/bin", program))) {
        skip("a browser needs the package " + program);
      }
    }
    for (String file : List.of("package.json", "package-lock.json")) {
      Files.copy(PLAYWRIGHT.resolve(file), directory.resolve(file));
    }
    Files.copy(Path.of("src/test/browser/sites.mjs"), directory.resolve("sites.mjs"));
    String npm = "npm ci --no-audit --no-fund --ignore-scripts >npm.log 2>&1 || echo failed";
    if (SocksLab.shell(directory, npm).equals("failed\n")) {
      skip("playwright-core cannot be installed");
    }
  }

  /** As root on Debian it is a failure if all tests are required: see {@code run}. */
  private static void skip(String reason) throws IOException {
    Path system = Path.of("/etc/os-release");
    boolean debian = Files.exists(system) && Files.readAllLines(system).contains("ID=debian");
    if (Boolean.getBoolean("compat.required")
        && debian
        && "root".equals(System.getProperty("user.name"))) {
      throw new IllegalStateException(reason);
    }
    System.err.println("SKIPPED: " + reason);
    abort(reason);
  }

  private String inside(String command) throws Exception {
    return SocksLab.shell(directory, "nsenter -t " + namespace.pid() + " -n -- " + command);
  }

  /** What {@code sites.mjs} prints for sites, with the proxy that a script names. */
  String open(String script, List<SocksLab.Site> sites) throws Exception {
    StringBuilder command = new StringBuilder("node sites.mjs " + CHROMIUM + " " + script);
    for (SocksLab.Site site : sites) {
      command.append(' ').append(site.host()).append('=').append(publicKey(site));
    }
    return inside(command.toString());
  }

  /** The form of Chromium's option for keys that it trusts. */
  private static String publicKey(SocksLab.Site site) {
    String command =
        "openssl x509 -in /root/tls/server.crt -noout -pubkey | openssl pkey -pubin -outform der"
            + " | openssl dgst -sha256 -binary | base64";
    return site.firewall().run("sh", "-c", command).strip();
  }

  /** The namespace ends with its process, and the wire with it. */
  @Override
  public void close() {
    namespace.destroy();
    namespace.onExit().join();
  }
}
