package io.github.fwknoptunnel.spa.publicip;

import static io.github.fwknoptunnel.spa.publicip.Failures.failure;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class HttpResolverTest {
  private static final AllowIp ME = new AllowIp("203.0.113.7");
  private static final Duration SOON = Duration.ofMillis(300);
  private static final Duration LATE = Duration.ofSeconds(20);

  @Test
  void theFirstLineOfThePageIsTheAddress() throws Exception {
    try (WebServer server = WebServer.withBody("203.0.113.7\n")) {
      assertEquals(ME, withTimeout(server.url()).resolve());
    }
  }

  @Test
  void aPageWithoutALengthEndsWithTheConnection() throws Exception {
    try (WebServer server = WebServer.saying("HTTP/1.0 200 OK\r\n\r\n203.0.113.7")) {
      assertEquals(ME, withTimeout(server.url()).resolve());
    }
  }

  @Test
  void theRequestNamesThePageAndNotTheProduct() throws Exception {
    try (WebServer server = WebServer.withBody("203.0.113.7")) {
      withTimeout(server.url()).resolve();
      List<String> request = server.request();
      assertEquals("GET /myip HTTP/1.1", request.get(0));
      assertFalse(String.join("\n", request).toLowerCase(Locale.ROOT).contains("fwknop"));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"404 Not Found", "500 Oops", "204 No Content", "401 Who"})
  void anAddressInAnErrorPageIsNotUsed(String status) throws Exception {
    try (WebServer server =
        WebServer.saying("HTTP/1.1 " + status + "\r\nConnection: close\r\n\r\n203.0.113.7\n")) {
      ResolveAttempt.Failed failed = failure(Reason.BAD_STATUS, withTimeout(server.url()));
      assertEquals(status.substring(0, 3), failed.response());
    }
  }

  @Test
  void aPageOfExactlyTheLimitIsReadAndAByteMoreIsNot() throws Exception {
    String page = "203.0.113.7\n" + "x".repeat(HttpIpResponse.MAX_BODY - 12);
    try (WebServer full = WebServer.withBody(page);
        WebServer tooMuch = WebServer.withBody(page + "x")) {
      assertEquals(ME, withTimeout(full.url()).resolve());
      failure(Reason.TOO_LONG, withTimeout(tooMuch.url()));
    }
  }

  @Test
  void ofAnEndlessPageOnlyTheStartIsTaken() throws Exception {
    try (WebServer server =
        WebServer.stallingAfter("HTTP/1.1 200 OK\r\n\r\n203.0.113.7\n" + "x".repeat(100_000))) {
      failure(Reason.TOO_LONG, withTimeout(server.url()));
    }
  }

  @Test
  void aServerThatSaysNothingIsGivenUpInTime() throws Exception {
    try (WebServer server = WebServer.stallingAfter("")) {
      failure(Reason.TIMED_OUT, new HttpResolver(server.url(), AcceptedRange.PUBLIC, SOON));
    }
  }

  @Test
  void aServerThatStallsWithinThePageIsGivenUpInTime() throws Exception {
    try (WebServer server =
        WebServer.stallingAfter("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n203.0.113.7\n")) {
      failure(Reason.TIMED_OUT, new HttpResolver(server.url(), AcceptedRange.PUBLIC, SOON));
    }
  }

  @Test
  void aRedirectIsFollowed() throws Exception {
    try (WebServer target = WebServer.withBody("203.0.113.7");
        WebServer server = WebServer.saying(redirectTo(target.url().toString()))) {
      assertEquals(ME, withTimeout(server.url()).resolve());
    }
  }

  @Test
  void aServerThatRedirectsInCirclesIsSoonLeft() throws Exception {
    try (WebServer server = WebServer.saying(redirectTo("/myip"))) {
      ResolveAttempt.Failed failed = failure(Reason.BAD_STATUS, withTimeout(server.url()));
      assertEquals("302", failed.response());
      assertTrue(server.requestsLeft() <= 6, "asked " + server.requestsLeft() + " times");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "SSH-2.0-OpenSSH_9.2\r\n",
        "HTTP/1.1 two hundred\r\n\r\n",
        "HTTP/1.1 302 Lost\r\n\r\n"
      })
  void whatIsNoHttpIsNoAnswer(String said) throws Exception {
    try (WebServer server = WebServer.saying(said)) {
      failure(Reason.NO_ANSWER, withTimeout(server.url()));
    }
  }

  @Test
  void aPageThatIsCutOffIsNoAnswer() throws Exception {
    try (WebServer server =
        WebServer.saying("HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\n203.0.113.7\n")) {
      failure(Reason.NO_ANSWER, withTimeout(server.url()));
    }
  }

  @Test
  void aClosedPortIsUnreachable() throws Exception {
    ResolverUrl closed;
    try (WebServer server = WebServer.saying("")) {
      closed = server.url();
    }
    failure(Reason.UNREACHABLE, withTimeout(closed));
  }

  @Test
  void aServerWithoutTlsIsNotBelieved() throws Exception {
    try (WebServer server = WebServer.deafSaying("HTTP/1.0 200 OK\r\n\r\n203.0.113.7")) {
      String url = server.url().toString().replace("http:", "https:");
      failure(Reason.TLS_FAILED, withTimeout(new ResolverUrl(URI.create(url))));
    }
  }

  @Test
  void theRequestNamesTheGivenUserAgentAndNeverJava() throws Exception {
    try (WebServer server = WebServer.withBody("198.51.100.7")) {
      HttpResolver.ofUser(server.url(), Optional.of("curl/7.0 test")).resolve();
      assertTrue(server.request().contains("User-Agent: curl/7.0 test"));
      HttpResolver.ofUser(server.url(), Optional.empty()).resolve();
      assertTrue(server.request().stream().noneMatch(line -> line.contains("Java")));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"10.8.0.6", "192.168.1.2", "172.16.0.1", "100.64.0.1", "127.0.0.1"})
  void aPrivateAddressIsBelievedOfAPageThatTheUserNames(String address) throws Exception {
    try (WebServer server = WebServer.withBody(address)) {
      assertEquals(
          new AllowIp(address), HttpResolver.ofUser(server.url(), Optional.empty()).resolve());
      assertThrows(
          PublicIpException.class, () -> HttpResolver.of(server.url(), Optional.empty()).resolve());
    }
  }

  @Test
  void aNameWithoutAnAddressIsReportedAsSuch() throws Exception {
    // Names with a label of 64 characters are refused by the resolver; no query leaves this
    // machine.
    ResolverUrl nowhere = ResolverUrl.parsePlain("x".repeat(64) + ".invalid");
    failure(Reason.NAME_NOT_RESOLVED, withTimeout(nowhere));
  }

  @Test
  void aPrivateAddressIsBelievedOnlyWhenAskedFor() throws Exception {
    try (WebServer server = WebServer.withBody("10.1.2.3")) {
      ResolveAttempt.Failed failed = failure(Reason.NOT_PUBLIC, withTimeout(server.url()));
      assertEquals("10.1.2.3", failed.response());
      assertEquals(
          new AllowIp("10.1.2.3"),
          new HttpResolver(server.url(), AcceptedRange.ANY, LATE).resolve());
    }
  }

  @Test
  void anInterruptEndsTheWait() throws Exception {
    try (WebServer server = WebServer.stallingAfter("")) {
      Thread.currentThread().interrupt();
      assertThrows(InterruptedException.class, () -> withTimeout(server.url()).resolve());
    }
  }

  private static HttpResolver withTimeout(ResolverUrl url) {
    return new HttpResolver(url, AcceptedRange.PUBLIC, LATE);
  }

  private static String redirectTo(String place) {
    return "HTTP/1.1 302 Found\r\nLocation: "
        + place
        + "\r\nConnection: close\r\nContent-Length: 0\r\n\r\n";
  }
}
