package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.fwknoptunnel.spa.testing.SilentPort;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * PostgreSQL behind a closed port, and its JDBC driver with {@code KnockingSocketFactory}: nothing
 * but the URL differs from a program that does not knock.
 */
@RequiresEngine
@Timeout(value = 600, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class JdbcIT {
  private static final int POSTGRESQL = 5432;
  private static final int POOL = 10;
  private static final int RECONNECTS = 400;

  private static FirewallContainer firewall;

  @TempDir Path directory;

  @BeforeAll
  static void startFirewall() {
    firewall = FirewallContainer.startWithServices(Stanza.of(POSTGRESQL).access());
  }

  @AfterAll
  static void stopFirewall() {
    firewall.close();
  }

  @BeforeEach
  void closeThePort() throws Exception {
    firewall.run("restart-fwknopd");
    assertTrue(Knocks.isSilent(firewall, POSTGRESQL), "closed before");
  }

  private String url(String hosts) {
    Path keys = Stanza.of(POSTGRESQL).keyFile(directory);
    return "jdbc:postgresql://%s/app?user=app&password=only-here&socketFactory=%s&socketFactoryArg=%s"
        .formatted(
            hosts,
            KnockingSocketFactory.class.getName(),
            "key-file=" + keys + ";connect-timeout=10s");
  }

  private Connection connect() throws SQLException {
    return DriverManager.getConnection(url(firewall.address()));
  }

  private static String ask(Connection connection, String question) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(question)) {
      answer.next();
      return answer.getString(1);
    }
  }

  /** As PostgreSQL counts them. */
  private static int clients() {
    return clients("");
  }

  private static int clients(String condition) {
    String sql = "select count(*) from pg_stat_activity where usename = 'app' " + condition;
    return Integer.parseInt(
        firewall.run("su", "postgres", "-c", "psql -Atqc \"" + sql + "\"").strip());
  }

  @Test
  void aConnectionKnocksAndTheServerSeesOneClient() throws Exception {
    int packets = firewall.packets();
    try (Connection connection = connect()) {
      assertEquals("app", ask(connection, "select current_user"));
      assertEquals(1, clients());
      assertEquals(1, firewall.packets() - packets);
    }
  }

  @Test
  void aPoolOfTenSendsOnePacket() throws Exception {
    int packets = firewall.packets();
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url(firewall.address()));
    config.setMaximumPoolSize(POOL);
    config.setMinimumIdle(POOL);
    try (HikariDataSource pool = new HikariDataSource(config)) {
      List<Connection> all = new ArrayList<>();
      for (int i = 0; i < POOL; i++) {
        all.add(pool.getConnection());
      }
      for (Connection connection : all) {
        assertEquals("1", ask(connection, "select 1"));
      }
      assertEquals(POOL, clients());
      assertEquals(1, firewall.packets() - packets);
      for (Connection connection : all) {
        connection.close();
      }
    }
  }

  /** The driver opens a second connection for it. */
  @Test
  void aStatementThatRunsIsCancelled() throws Exception {
    try (Connection connection = connect();
        Statement statement = connection.createStatement()) {
      FutureTask<SQLException> running =
          new FutureTask<>(() ->
              assertThrows(
                  SQLException.class, () -> statement.executeQuery("select pg_sleep(300)")));
      Thread.ofPlatform().daemon().start(running);
      // Once, and not before there is something to cancel: it would end the next statement.
      Knocks.await(
          "the statement", () -> clients("and query like '%pg_sleep%' and state = 'active'") == 1);
      statement.cancel();
      assertEquals("57014", running.get().getSQLState());
      assertEquals("1", ask(connection, "select 1"));
    }
  }

  @Test
  void theSecondHostIsTakenIfTheFirstIsDead() throws Exception {
    int packets = firewall.packets();
    try (SilentPort dead = new SilentPort();
        Connection connection =
            DriverManager.getConnection(
                url("127.0.0.1:" + dead.address().getPort() + "," + firewall.address())
                    .replace("=10s", "=3s"))) {
      assertEquals("app", ask(connection, "select current_user"));
      assertEquals(1, clients());
      assertEquals(1, firewall.packets() - packets);
    }
  }

  /** As a user without a password: to verify one takes most of the time of a connection. */
  @Test
  void reconnectsLeaveNoDescriptorsBehind() throws Exception {
    String url =
        url(firewall.address())
            .replace("/app?user=app&password=only-here", "/postgres?user=knocker");
    DriverManager.getConnection(url).close();
    long before = descriptors();
    for (int i = 0; i < RECONNECTS; i++) {
      try (Connection connection = DriverManager.getConnection(url)) {
        assertEquals("1", ask(connection, "select 1"));
      }
    }
    assertTrue(descriptors() <= before + 2, () -> "descriptors: " + descriptors());
  }

  static long descriptors() {
    String[] open = Path.of("/proc/self/fd").toFile().list();
    return open == null ? 0 : open.length;
  }

  @Test
  void aWrongKeyIsExplainedByTheDriversException() throws Exception {
    Properties more = new Properties();
    more.setProperty("user", "app");
    more.setProperty("password", "only-here");
    more.setProperty("socketFactory", KnockingSocketFactory.class.getName());
    more.setProperty(
        "socketFactoryArg",
        "key-file=" + Stanza.of(7001).keyFile(directory) + ";connect-timeout=2s");
    SQLException e =
        assertThrows(
            SQLException.class,
            () ->
                DriverManager.getConnection(
                    "jdbc:postgresql://" + firewall.address() + "/app", more));
    assertTrue(
        e.getCause().getMessage().startsWith(firewall.address() + ":5432 gave no answer in "),
        () -> e + " " + e.getCause());
  }
}
