package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Chromium, psql, git and kubectl, each with its own way to name the proxy. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocksProgramsIT {
  private static final String HTTPS = "443";
  private static final String KUBERNETES = "6443";
  private static final String GIT = "8443";
  private static final int IMAGES = 3;

  private static final String REPOSITORY =
      """
      git config --global safe.directory '*'
      git clone -q --bare /home/knocker/project.git /srv/www/project.git
      git -C /srv/www/project.git update-server-info
      """;

  private static SocksLab lab;
  private static TunnelProcess proxy;

  @TempDir static Path settings;
  @TempDir Path directory;

  @BeforeAll
  static void start() throws IOException {
    lab = new SocksLab();
    CompletableFuture<Void> south =
        CompletableFuture.runAsync(() -> startWeb(lab.south(), lab.north()));
    FirewallContainer firewall = lab.north().firewall();
    startWeb(lab.north(), lab.south());
    firewall.run("start-postgresql", lab.north().host());
    firewall.run("start-repository");
    firewall.run("sh", "-ec", REPOSITORY);
    Files.writeString(settings.resolve("ca.crt"), firewall.run("cat", "/root/tls/ca.crt"));
    proxy = lab.proxy(settings, "--socks", 0);
    south.join();
  }

  @AfterAll
  static void stop() throws IOException {
    proxy.close();
    lab.close();
  }

  /** A page with images of its own and one of the other site. */
  private static void startWeb(SocksLab.Site site, SocksLab.Site other) {
    StringBuilder page = new StringBuilder("<!doctype html><link rel=icon href=data:,>");
    for (int i = 0; i < IMAGES; i++) {
      page.append("<img src=/image.svg?").append(i).append('>');
    }
    page.append("<img src=https://%s/image.svg>".formatted(other.host()));
    FirewallContainer firewall = site.firewall();
    firewall.run("mkdir", "-p", "/srv/www");
    firewall.write("/srv/www/index.html", page.toString());
    firewall.write(
        "/srv/www/image.svg", "<svg xmlns='http://www.w3.org/2000/svg' width='7' height='7'/>");
    firewall.write("/srv/www/version", "{\"gitVersion\": \"behind the firewall\"}");
    firewall.run("start-web", site.host(), HTTPS, KUBERNETES, GIT);
  }

  /** A program's use of a server in the north, and nothing else. */
  private interface Use {
    void run() throws Exception;
  }

  /** Gives the number of connections. */
  private static int north(String port, Use use) throws Exception {
    SocksLab.Target target = lab.north().target(Integer.parseInt(port));
    SocksLab.assertClosed(target);
    SocksLab.Counts counts = SocksLab.Counts.of(proxy, target);
    int others = lab.south().firewall().packets();
    use.run();
    assertEquals(others, lab.south().firewall().packets(), proxy::log);
    return counts.assertOnePacket();
  }

  @Test
  void psqlVerifiesTheRealName() throws Exception {
    Files.writeString(
        directory.resolve("proxychains.conf"),
        "strict_chain\nproxy_dns\n[ProxyList]\nsocks5 127.0.0.1 " + proxy.port() + "\n");
    String line =
        """
        proxychains4 -q -f proxychains.conf psql -X -At -c 'select ssl from pg_stat_ssl \
        where pid = pg_backend_pid()' "host=%s user=knocker dbname=postgres \
        sslmode=verify-full sslrootcert=%s/ca.crt"\
        """
            .formatted(lab.north().host(), settings);
    int connections =
        north("5432", () -> assertEquals("t\n", SocksLab.shell(directory, line), proxy::log));
    assertEquals(1, connections, proxy::log);
  }

  private void clone(String options, String url) throws Exception {
    // A variable of this machine would be stronger than the option for the authority.
    String git = "GIT_SSL_CAINFO=%s/ca.crt git %s clone -q %s";
    SocksLab.shell(directory, git.formatted(settings, options, url));
    assertEquals("First steps\n", SocksLab.shell(directory, "git -C project log --format=%s"));
  }

  @Test
  void gitClonesOverSsh() throws Exception {
    SshKeys.authorize(lab.north().firewall(), directory);
    String ssh =
        "-c core.sshCommand=\"ssh %s -o ProxyCommand='nc -X 5 -x 127.0.0.1:%d %%h %%p'\""
            .formatted(String.join(" ", SshKeys.options(directory)), proxy.port())
            .replace("-F none", "-F /dev/null");
    String url = "knocker@" + lab.north().host() + ":project.git";
    assertEquals(1, north("22", () -> clone(ssh, url)), proxy::log);
  }

  /** This server closes a connection after each answer: one packet is for several. */
  @Test
  void gitClonesOverHttps() throws Exception {
    String options = "-c http.proxy=socks5h://127.0.0.1:" + proxy.port();
    String url = "https://%s:%s/project.git".formatted(lab.north().host(), GIT);
    assertTrue(north(GIT, () -> clone(options, url)) > 1, proxy::log);
  }

  @Test
  void kubectlVerifiesTheRealName() throws Exception {
    Files.copy(settings.resolve("ca.crt"), directory.resolve("ca.crt"));
    Files.writeString(
        directory.resolve("kubeconfig"),
        """
        apiVersion: v1
        kind: Config
        current-context: example
        contexts:
        - name: example
          context: {cluster: example, user: example}
        users:
        - name: example
          user: {token: none}
        clusters:
        - name: example
          cluster:
            server: https://%s:%s
            certificate-authority: ca.crt
            proxy-url: socks5://127.0.0.1:%d
        """
            .formatted(lab.north().host(), KUBERNETES, proxy.port()));
    String line =
        """
        docker run --rm --network host -v "$PWD":/work -w /work --entrypoint kubectl \
        fwknop-tunnel-services:test --kubeconfig kubeconfig get --raw /version\
        """;
    Use kubectl =
        () -> {
          String answer = SocksLab.shell(directory, line);
          assertTrue(answer.contains("behind the firewall"), answer);
        };
    assertEquals(1, north(KUBERNETES, kubectl), proxy::log);
  }

  @Test
  void chromiumOpensBothSitesByTheProxyScript() throws Exception {
    SocksLab.Target north = lab.north().target(Integer.parseInt(HTTPS));
    SocksLab.Target south = lab.south().target(Integer.parseInt(HTTPS));
    SocksLab.assertClosed(north, south);
    String any = Browser.MACHINE + ":0";
    try (Browser browser = new Browser(directory);
        TunnelProcess own = lab.proxy(directory, "--socks", any, "--metrics", any)) {
      SocksLab.Counts northern = SocksLab.Counts.of(own, north);
      SocksLab.Counts southern = SocksLab.Counts.of(own, south);
      String said = own.first("metrics").orElseThrow().path("text").asText();
      String script = said.replaceAll("metrics at (.*)/metrics", "$1/proxy.pac");
      Knocks.await("the script", () -> knows(script, own.port()));
      String whole = "%s 4%n%s 4%n".formatted(lab.north().host(), lab.south().host());
      assertEquals(whole, browser.open(script, List.of(lab.north(), lab.south())), own::log);
      // A page, its images and one for the other site's page.
      assertTrue(northern.assertOnePacket() >= IMAGES + 2, own::log);
      assertTrue(southern.assertOnePacket() >= IMAGES + 2, own::log);
    }
  }

  private static boolean knows(String script, int port) {
    try (var in = URI.create(script).toURL().openStream()) {
      return new String(in.readAllBytes()).contains(Browser.MACHINE + ":" + port);
    } catch (IOException e) {
      return false;
    }
  }
}
