package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.crypto.HashAlgorithm;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** One proxy in front of two firewalls with different keys. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocksIT {
  private static final int PORT = 7001;
  private static final int CLIENTS = 10;

  @TempDir Path directory;

  /** The same port, so that only the target tells which keys are needed. */
  private static Stanza stanza(int number, int port) {
    Stanza other = Stanza.of(8000 + number, 32, HashAlgorithm.SHA256);
    return new Stanza(port, other.key(), other.hmacKey(), HashAlgorithm.SHA256);
  }

  /** Each stanza is that of a firewall, which is its SPA server. */
  private Path rcFile(List<FirewallContainer> firewalls, List<Stanza> stanzas) throws IOException {
    StringBuilder rc = new StringBuilder();
    for (int i = 0; i < firewalls.size(); i++) {
      rc.append(
          "[gate%d]\nSPA_SERVER %s\nKEY_BASE64 %s\nHMAC_KEY_BASE64 %s\n"
              .formatted(
                  i,
                  firewalls.get(i).address(),
                  stanzas.get(i).keyBase64(),
                  stanzas.get(i).hmacKeyBase64()));
    }
    Path file = Files.writeString(directory.resolve("rc"), rc);
    return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }

  private TunnelProcess proxy(List<FirewallContainer> firewalls, List<Stanza> stanzas)
      throws IOException {
    List<Object> options = new ArrayList<>(List.of("--socks", 0, "--max-packets", 1));
    options.addAll(List.of("--rc-file", rcFile(firewalls, stanzas)));
    for (int i = 0; i < firewalls.size(); i++) {
      options.addAll(List.of("--route", firewalls.get(i).address() + "=stanza:gate" + i));
    }
    return TunnelProcess.startForwards(options);
  }

  @Test
  void eachGateOpensOnceForTheClientsThatNameItAndSeesEachOfThemOnce() throws Exception {
    List<Stanza> stanzas = List.of(stanza(0, PORT), stanza(1, PORT));
    try (FirewallContainer first = FirewallContainer.start(stanzas.get(0).access());
        FirewallContainer second = FirewallContainer.start(stanzas.get(1).access())) {
      List<FirewallContainer> firewalls = List.of(first, second);
      for (FirewallContainer firewall : firewalls) {
        assertTrue(Knocks.isSilent(firewall, PORT), "closed before");
      }
      try (TunnelProcess proxy = proxy(firewalls, stanzas);
          ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
        List<Callable<Boolean>> clients = new ArrayList<>();
        firewalls.forEach(firewall ->
            clients.addAll(Collections.nCopies(CLIENTS, () -> echoes(proxy, firewall))));
        for (Future<Boolean> client : threads.invokeAll(clients)) {
          assertTrue(client.get(), proxy::log);
        }
        for (FirewallContainer firewall : firewalls) {
          assertEquals(1, firewall.packets(), proxy::log);
          assertEquals(1, firewall.openings(PORT).size(), proxy::log);
          assertEquals(CLIENTS, firewall.accepts(PORT), "connections that the server saw");
        }
        assertEquals(2 * CLIENTS, proxy.all("target_named").size(), proxy::log);
      }
    }
  }

  /** The JDK's SOCKS client, as with -DsocksProxyHost. */
  private static boolean echoes(TunnelProcess proxy, FirewallContainer firewall)
      throws IOException {
    InetSocketAddress place = new InetSocketAddress("127.0.0.1", proxy.port());
    try (Socket socket = new Socket(new Proxy(Proxy.Type.SOCKS, place))) {
      socket.connect(new InetSocketAddress(firewall.address(), PORT), 20_000);
      socket.setSoTimeout(10_000);
      socket.getOutputStream().write('x');
      return socket.getInputStream().read() == 'x';
    }
  }

  @Test
  void sshAndCurlReachBothGatesByBothProtocols() throws Exception {
    List<Stanza> stanzas =
        List.of(stanza(2, FirewallContainer.SSH), stanza(3, FirewallContainer.REDIS));
    try (FirewallContainer ssh = FirewallContainer.start(stanzas.get(0).access());
        FirewallContainer redis = FirewallContainer.start(stanzas.get(1).access());
        TunnelProcess proxy = proxy(List.of(ssh, redis), stanzas)) {
      SshKeys.authorize(ssh, directory);
      assertTrue(Knocks.isSilent(ssh, FirewallContainer.SSH), "closed before");
      assertTrue(Knocks.isSilent(redis, FirewallContainer.REDIS), "closed before");
      for (String protocol : List.of("5", "connect")) {
        assertEquals("hello\n", ssh(proxy, ssh, protocol), proxy::log);
      }
      String place = "127.0.0.1:" + proxy.port();
      for (String how : List.of("-x socks5h://" + place, "-p -x http://" + place)) {
        assertEquals(
            "+PONG\n+OK\n",
            shell(
                    "printf 'ping\\r\\nquit\\r\\n' | curl -sS --noproxy '' -m 30 %s telnet://%s:%d"
                        .formatted(how, redis.address(), FirewallContainer.REDIS))
                .replace("\r", ""),
            proxy::log);
      }
      assertEquals(1, ssh.packets(), proxy::log);
      assertEquals(1, redis.packets(), proxy::log);
    }
  }

  private String ssh(TunnelProcess proxy, FirewallContainer firewall, String protocol)
      throws Exception {
    String options =
        String.join(" ", SshKeys.options(directory)).replace("-F none", "-F /dev/null");
    return shell(
        "ssh %s -o ProxyCommand='nc -X %s -x 127.0.0.1:%d %%h %%p' knocker@%s echo hello"
            .formatted(options, protocol, proxy.port(), firewall.address()));
  }

  private static String shell(String line) throws Exception {
    Process process =
        new ProcessBuilder("bash", "-c", line)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    String out = new String(process.getInputStream().readAllBytes());
    assertTrue(process.waitFor(60, TimeUnit.SECONDS), line);
    return out;
  }
}
