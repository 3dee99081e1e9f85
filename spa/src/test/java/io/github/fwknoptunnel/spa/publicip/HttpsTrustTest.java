package io.github.fwknoptunnel.spa.publicip;

import static io.github.fwknoptunnel.spa.publicip.Failures.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which servers are believed over TLS. The certificate is made anew for each run. */
@Timeout(180)
class HttpsTrustTest {
  private static final char[] PASSWORD = "changeit".toCharArray();
  private static final String GOOD =
      "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 11\r\n\r\n203.0.113.7";

  private static SSLContext usual;
  private static SSLContext ours;

  @BeforeAll
  static void makeACertificateForTheLoopbackAddress(@TempDir Path directory) throws Exception {
    Path file = directory.resolve("server.p12");
    String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
    Process process =
        new ProcessBuilder(
                keytool,
                "-genkeypair",
                "-keyalg",
                "EC",
                "-alias",
                "server",
                "-dname",
                "CN=server",
                "-ext",
                "SAN=IP:127.0.0.1",
                "-keystore",
                file.toString(),
                "-storetype",
                "PKCS12",
                "-storepass",
                new String(PASSWORD))
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    assertEquals(0, process.waitFor());
    usual = SSLContext.getDefault();
    ours = contextOf(KeyStore.getInstance(file.toFile(), PASSWORD));
  }

  @AfterEach
  void trustAsUsual() {
    SSLContext.setDefault(usual);
  }

  @Test
  void aServerWithATrustedCertificateIsBelieved() throws Exception {
    SSLContext.setDefault(ours);
    try (WebServer server = WebServer.overTls(ours, GOOD)) {
      assertEquals(new AllowIp("203.0.113.7"), over("127.0.0.1", server).resolve());
    }
  }

  @Test
  void aServerThatNobodyVouchesForIsNot() throws Exception {
    try (WebServer server = WebServer.overTls(ours, GOOD)) {
      failure(Reason.TLS_FAILED, over("127.0.0.1", server));
    }
  }

  @Test
  void aCertificateForAnotherNameIsNot() throws Exception {
    SSLContext.setDefault(ours);
    try (WebServer server = WebServer.overTls(ours, GOOD)) {
      failure(Reason.TLS_FAILED, over("localhost", server));
    }
  }

  @Test
  void noRedirectLeadsFromHttpsToHttp() throws Exception {
    SSLContext.setDefault(ours);
    try (WebServer plain = WebServer.saying(GOOD);
        WebServer server =
            WebServer.overTls(
                ours,
                "HTTP/1.1 302 Found\r\nLocation: "
                    + plain.url()
                    + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n")) {
      failure(Reason.BAD_STATUS, over("127.0.0.1", server));
      assertEquals(0, plain.requestsLeft());
    }
  }

  private static HttpResolver over(String host, WebServer server) throws Exception {
    URI uri = server.url().uri();
    return new HttpResolver(
        new ResolverUrl(new URI("https", null, host, uri.getPort(), uri.getPath(), null, null)),
        AcceptedRange.PUBLIC,
        Duration.ofSeconds(20));
  }

  private static SSLContext contextOf(KeyStore store) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(store, PASSWORD);
    KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
    anchors.load(null, null);
    anchors.setCertificateEntry("server", store.getCertificate("server"));
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }
}
