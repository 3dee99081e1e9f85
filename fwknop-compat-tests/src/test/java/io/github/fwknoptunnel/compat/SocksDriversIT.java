package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Database drivers for Java, each in a JVM of its own, with its own way to name the proxy. */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SocksDriversIT {
  private static final String NO_NAMES = "-Djdk.net.hosts.file=/dev/null";

  private static SocksLab lab;

  @TempDir Path directory;

  @BeforeAll
  static void start() {
    lab = new SocksLab();
    lab.north().firewall().run("start-mariadb");
    lab.south().firewall().run("sh", "-c", MONGODB);
  }

  private static final String MONGODB =
      """
      socat -d -d -lf /var/log/echo.log TCP4-LISTEN:27017,fork,reuseaddr EXEC:mongodb-double \
      </dev/null >/dev/null 2>&1 &
      until [ "$(ss -Hltn 'sport = 27017')" ]; do sleep 0.1; done
      """;

  @AfterAll
  static void stop() {
    lab.close();
  }

  /** As MariaDB counts them, with the one that asks. */
  private static int connections() {
    String sql = "show global status like 'Connections'";
    return Integer.parseInt(lab.north().firewall().run("mariadb", "-BNe", sql).split("\\s+")[1]);
  }

  private void connectsToMariaDb(String asked, String url, String... jvm) throws Exception {
    SocksLab.Site site = lab.north();
    lab.closePorts();
    SocksLab.assertClosed(site.target(3306));
    int packets = site.firewall().packets();
    int others = lab.south().firewall().packets();
    int before = connections();
    try (TunnelProcess proxy = lab.proxy(directory, "--socks", 0)) {
      String port = "" + proxy.port();
      String[] options =
          Arrays.stream(jvm).map(option -> option.replace("PORT", port)).toArray(String[]::new);
      assertEquals("app@%", DriverClient.answer(url.replace("PORT", port), options), proxy::log);
      assertEquals(1, SocksLab.asked(proxy, asked + ":3306"), proxy::log);
      assertEquals(1, connections() - before - 1, "connections that the server saw");
      assertEquals(1, site.firewall().packets() - packets, proxy::log);
      assertEquals(others, lab.south().firewall().packets(), proxy::log);
    }
  }

  private static String url(String driver) {
    String target = lab.north().target(3306).toString();
    return "jdbc:%s://%s/app?user=app&password=only-here".formatted(driver, target);
  }

  /** It has no option for a proxy; those of the JVM apply. */
  @Test
  void theDriverOfMariaDb() throws Exception {
    connectsToMariaDb(
        lab.north().host(),
        url("mariadb"),
        NO_NAMES,
        "-DsocksProxyHost=127.0.0.1",
        "-DsocksProxyPort=PORT");
  }

  /** It resolves the name itself, so the route is that of the address. */
  @Test
  void theDriverOfMySql() throws Exception {
    connectsToMariaDb(
        lab.north().firewall().address(),
        url("mysql") + "&socksProxyHost=127.0.0.1&socksProxyPort=PORT",
        "-Djdk.net.hosts.file=" + SocksLab.hosts(directory));
  }

  @Test
  void theDriverOfMongoDb() throws Exception {
    SocksLab.Target target = lab.south().target(27017);
    SocksLab.assertClosed(target);
    int others = lab.north().firewall().packets();
    try (TunnelProcess proxy = lab.proxy(directory, "--socks", 0)) {
      SocksLab.Counts counts = SocksLab.Counts.of(proxy, target);
      String url = "mongodb://%s/?proxyHost=127.0.0.1&proxyPort=%d";
      assertEquals(
          "ok: 1.0",
          DriverClient.answer(url.formatted(target, proxy.port()), NO_NAMES),
          proxy::log);
      int connections = counts.assertOnePacket();
      assertTrue(connections >= 2, () -> "one monitors the server, one is used: " + proxy.log());
      assertEquals(others, lab.north().firewall().packets(), proxy::log);
    }
  }
}
