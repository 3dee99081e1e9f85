package io.github.fwknoptunnel.compat;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.examples.adapters.KnockingAddresses;
import io.github.fwknoptunnel.examples.adapters.KnockingJedisSockets;
import io.github.fwknoptunnel.tunnel.Connector;
import io.github.fwknoptunnel.tunnel.Tunnel;
import io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.resource.ClientResources;
import io.r2dbc.postgresql.PostgresqlConnectionConfiguration;
import io.r2dbc.postgresql.PostgresqlConnectionFactory;
import io.r2dbc.postgresql.api.PostgresqlConnection;
import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;

/**
 * Java libraries and their servers behind closed ports, as docs/JAVA.md says. Those that are
 * configured by text alone, or that verify the server's name, run in a JVM of their own.
 */
@RequiresEngine
@Timeout(value = 540, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DriversIT {
  private static final String NAME = "services.example.com";
  private static final Duration TIMEOUT = Duration.ofMinutes(2);
  private static final String CA = "/root/tls/ca.crt";
  private static final String FACTORY =
      "socketFactory=io.github.fwknoptunnel.tunnel.socket.KnockingSocketFactory";

  private static final int RECONNECTS = 1000;
  private static final int HTTPS = 443;
  private static final int MARIADB = 3306;
  private static final int POSTGRESQL = 5432;

  private static Stanza stanza;
  private static FirewallContainer firewall;

  @TempDir Path directory;
  private Path keys;

  @BeforeAll
  static void startFirewall() {
    stanza = Stanza.of(8200);
    String ports = "tcp/443, tcp/3306, tcp/5432, tcp/6379";
    firewall = FirewallContainer.startServicesImage(stanza.access().replace("tcp/8200", ports));
    firewall.run("start-mariadb");
    firewall.run("start-postgresql", NAME);
    firewall.run("mkdir", "-p", "/srv/www");
    firewall.write("/srv/www/version", "behind the firewall");
    firewall.run("start-web", NAME, "" + HTTPS);
  }

  @AfterAll
  static void stopFirewall() {
    firewall.close();
  }

  @BeforeEach
  void closeThePorts() {
    firewall.run("restart-fwknopd");
    keys = stanza.keyFile(directory);
  }

  /** Something that connects once, to the service that counts its connections. */
  private interface Use {
    void run() throws Exception;
  }

  private static void knocks(int port, IntSupplier seen, int connections, Use use)
      throws Exception {
    assertTrue(Knocks.isSilent(firewall, port), "closed before");
    int before = seen.getAsInt();
    int packets = firewall.packets();
    use.run();
    assertEquals(1, firewall.packets() - packets);
    assertEquals(connections, seen.getAsInt() - before, "connections that the server saw");
  }

  private KnockingSocketFactory factory() {
    return KnockingSocketFactory.builder().keys(keys).build();
  }

  /** The options of a JVM that knows the firewall by its name. */
  private String names() throws Exception {
    Path hosts = directory.resolve("hosts");
    Files.writeString(hosts, firewall.address() + " " + NAME + "\n");
    return "-Djdk.net.hosts.file=" + hosts;
  }

  private String settings() {
    return "-Dfwknop.tunnel.socket=key-file=" + keys;
  }

  private static final String MARIADB_URL =
      "jdbc:mariadb://%s/app?user=app&password=only-here&" + FACTORY;

  /** Without the one that asks. */
  private static int mariaDbConnections() {
    String count = firewall.run("mariadb", "-BNe", "show global status like 'Connections'");
    int asking = ++mariaDbAsked;
    return Integer.parseInt(count.split("\\s+")[1]) - asking;
  }

  private static int mariaDbAsked;

  @Test
  void mariaDbKnocksByTheSystemProperty() throws Exception {
    String url = MARIADB_URL.formatted(NAME);
    knocks(
        MARIADB,
        DriversIT::mariaDbConnections,
        1,
        () -> assertEquals("app@%", DriverClient.answer(url, names(), settings())));
  }

  @Test
  void mariaDbKnocksByTheFileOnTheClassPath() throws Exception {
    Files.writeString(directory.resolve("fwknop-tunnel.properties"), "key-file = " + keys + "\n");
    String classes = directory + File.pathSeparator + DriverClient.classPath();
    String url = MARIADB_URL.formatted(firewall.address());
    knocks(
        MARIADB,
        DriversIT::mariaDbConnections,
        1,
        () -> assertEquals("app@%", DriverClient.answer(url, "-cp", classes)));
  }

  /** Logs what its exception says. */
  private static final Logger VERIFIER =
      Logger.getLogger("org.postgresql.ssl.PGjdbcHostnameVerifier");

  private static int postgreSqlConnections() {
    return SocksLab.lines(firewall, SocksLab.POSTGRESQL_LOG, "connection received");
  }

  private String postgreSqlUrl(String host) throws Exception {
    Path ca = Files.writeString(directory.resolve("ca.crt"), firewall.run("cat", CA));
    String url =
        "jdbc:postgresql://%s/app?user=app&password=only-here&sslmode=verify-full&sslrootcert=%s&%s";
    return url.formatted(host, ca, FACTORY + "&socketFactoryArg=key-file=" + keys);
  }

  @Test
  void postgreSqlVerifiesTheRealName() throws Exception {
    String url = postgreSqlUrl(NAME);
    knocks(
        POSTGRESQL,
        DriversIT::postgreSqlConnections,
        1,
        () -> assertEquals("app, TLS: true", DriverClient.answer(url, names())));
  }

  @Test
  void postgreSqlRefusesAnotherName() throws Exception {
    VERIFIER.setLevel(Level.OFF);
    String url = postgreSqlUrl(firewall.address());
    Use use =
        () -> {
          SQLException failure =
              assertThrows(SQLException.class, () -> DriverManager.getConnection(url).close());
          assertTrue(failure.getMessage().contains("could not be verified"), failure::getMessage);
        };
    knocks(POSTGRESQL, DriversIT::postgreSqlConnections, 1, use);
  }

  /** It replaces Netty's resolver by its own. */
  @Test
  void r2dbcConnectsThroughAnEmbeddedTunnel() throws Exception {
    knocks(POSTGRESQL, DriversIT::postgreSqlConnections, 1, this::askByR2dbc);
  }

  private void askByR2dbc() throws Exception {
    try (Connector connector = Connector.to(firewall.address()).keys(keys).build();
        Tunnel tunnel = connector.listen(0, 5432)) {
      PostgresqlConnectionFactory database =
          new PostgresqlConnectionFactory(
              PostgresqlConnectionConfiguration.builder()
                  .host("127.0.0.1")
                  .port(tunnel.address().getPort())
                  .username("app")
                  .password("only-here")
                  .database("app")
                  .build());
      Mono<String> answer =
          Mono.usingWhen(
              database.create(),
              connection ->
                  connection
                      .createStatement("select current_user::text")
                      .execute()
                      .flatMap(result -> result.map(row -> row.get(0, String.class)))
                      .single(),
              PostgresqlConnection::close);
      assertEquals("app", answer.block(TIMEOUT));
    }
  }

  @Test
  void okHttpVerifiesTheRealName() throws Exception {
    Path trust = directory.resolve("trust");
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry(
        "ca",
        CertificateFactory.getInstance("X.509")
            .generateCertificate(new ByteArrayInputStream(firewall.run("cat", CA).getBytes())));
    try (OutputStream file = Files.newOutputStream(trust)) {
      store.store(file, "changeit".toCharArray());
    }
    String[] jvm = {
      names(),
      settings(),
      "-Djavax.net.ssl.trustStore=" + trust,
      "-Djavax.net.ssl.trustStorePassword=changeit"
    };
    knocks(
        HTTPS,
        () -> firewall.accepts(HTTPS),
        1,
        () ->
            assertEquals(
                "behind the firewall", DriverClient.answer("https://" + NAME + "/version", jvm)));
  }

  /** Without the one that asks. */
  private static int redisConnections() {
    String info = firewall.run("redis-cli", "info", "stats");
    int asking = ++redisAsked;
    return info.lines()
            .filter(line -> line.startsWith("total_connections_received:"))
            .mapToInt(line -> Integer.parseInt(line.split(":")[1].strip()))
            .sum()
        - asking;
  }

  private static int redisAsked;

  private Jedis jedis() {
    HostAndPort redis = new HostAndPort(firewall.address(), FirewallContainer.REDIS);
    JedisClientConfig config =
        DefaultJedisClientConfig.builder()
            .timeoutMillis((int) TIMEOUT.toMillis())
            .autoNegotiateProtocol(false)
            .build();
    return new Jedis(new KnockingJedisSockets(factory(), redis, config), config);
  }

  private void askByJedis() {
    try (Jedis jedis = jedis()) {
      assertEquals("OK", jedis.set("by-jedis", "1"));
      assertEquals("1", jedis.get("by-jedis"));
    }
  }

  @Test
  void jedisKnocks() throws Exception {
    knocks(FirewallContainer.REDIS, DriversIT::redisConnections, 1, this::askByJedis);
  }

  @Test
  void aThousandReconnectsLeaveNoDescriptorsBehind() throws Exception {
    Use use =
        () -> {
          askByJedis();
          long before = JdbcIT.descriptors();
          for (int i = 1; i < RECONNECTS; i++) {
            askByJedis();
          }
          assertTrue(JdbcIT.descriptors() <= before + 2, () -> "" + JdbcIT.descriptors());
        };
    knocks(FirewallContainer.REDIS, DriversIT::redisConnections, RECONNECTS, use);
  }

  @Test
  void lettuceKnocks() throws Exception {
    ClientResources resources =
        ClientResources.builder().addressResolverGroup(new KnockingAddresses(factory())).build();
    RedisURI redis = RedisURI.create(firewall.address(), FirewallContainer.REDIS);
    Use use =
        () -> {
          try (RedisClient client = RedisClient.create(resources, redis);
              StatefulRedisConnection<String, String> connection = client.connect()) {
            assertEquals("OK", connection.sync().set("by-lettuce", "1"));
            assertEquals("1", connection.sync().get("by-lettuce"));
          }
        };
    knocks(FirewallContainer.REDIS, DriversIT::redisConnections, 2, use);
    resources.shutdown(0, 10, TimeUnit.SECONDS).sync();
  }
}
