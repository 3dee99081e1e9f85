package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.publicip.PublicIpException.Reason;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Queries a web service that returns the client's address. Connects directly, never through a
 * proxy, whose address the service would see. The request identifies neither fwknop nor this
 * library. Thread-safe.
 *
 * @param url the page
 * @param scope which addresses are accepted
 * @param limit at least a millisecond, for everything from resolving the name to the last byte
 * @param userAgent value of the request's {@code User-Agent} header
 */
public record HttpResolver(ResolverUrl url, AcceptedRange scope, Duration limit, String userAgent)
    implements PublicIpResolver {
  static final Duration LIMIT = Duration.ofSeconds(3);

  /** Pages that show an address to programs know them by such a name; no version, no Java. */
  private static final String USER_AGENT = "curl/8.5.0";

  /** Checks the limit. */
  public HttpResolver {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }

  /**
   * Uses the default user agent.
   *
   * @param url the page
   * @param scope which addresses are accepted
   * @param limit at least a millisecond, for the whole query
   */
  public HttpResolver(ResolverUrl url, AcceptedRange scope, Duration limit) {
    this(url, scope, limit, USER_AGENT);
  }

  /**
   * {@return a resolver for a public service: public addresses only, at most three seconds}
   *
   * @param url the page
   * @param userAgent absent means the default
   */
  public static HttpResolver of(ResolverUrl url, Optional<String> userAgent) {
    return new HttpResolver(url, AcceptedRange.PUBLIC, LIMIT, userAgent.orElse(USER_AGENT));
  }

  /**
   * {@return a resolver for a page that the user configured: any address, since it may be on a
   * private network, and at most three seconds}
   *
   * @param url the page
   * @param userAgent absent means the default
   */
  public static HttpResolver ofUser(ResolverUrl url, Optional<String> userAgent) {
    return new HttpResolver(url, AcceptedRange.ANY, LIMIT, userAgent.orElse(USER_AGENT));
  }

  @Override
  public AllowIp resolve() throws PublicIpException, InterruptedException {
    HttpIpResponse answer;
    try {
      answer = ask();
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw failed(reasonFor(cause), cause);
    } catch (TimeoutException e) {
      throw failed(Reason.TIMED_OUT, e);
    } catch (UncheckedIOException e) {
      // Not even a client could be made: no file descriptors left.
      throw failed(Reason.UNREACHABLE, e);
    }
    return answer.evaluate(toString(), scope).orThrow();
  }

  private HttpIpResponse ask() throws ExecutionException, TimeoutException, InterruptedException {
    if (url.uri().getHost() == null) {
      return new OddHostRequest(url, userAgent).send(limit);
    }
    HttpRequest request =
        HttpRequest.newBuilder(url.uri())
            .header("Accept", "text/plain")
            .header("User-Agent", userAgent)
            .build();
    HttpClient client = newClient();
    try {
      // The request's own timeout ends with the headers; this one covers the body.
      HttpResponse<String> response =
          client
              .sendAsync(request, head -> new LimitedBodySubscriber(HttpIpResponse.MAX_BODY))
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpIpResponse(response.statusCode(), response.body());
    } finally {
      client.shutdownNow();
    }
  }

  private static HttpClient newClient() {
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .proxy(HttpClient.Builder.NO_PROXY)
        // At most five of them, the client's own limit, and never from HTTPS to HTTP.
        .followRedirects(HttpClient.Redirect.NORMAL)
        .build();
  }

  private PublicIpException failed(Reason reason, Throwable cause) {
    return new PublicIpException(new ResolveAttempt.Failed(toString(), reason, ""), cause);
  }

  private static Reason reasonFor(Throwable failure) {
    if (causes(failure)
        .anyMatch(cause ->
            cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException)) {
      return Reason.NAME_NOT_RESOLVED;
    }
    if (causes(failure).anyMatch(SSLException.class::isInstance)) {
      return Reason.TLS_FAILED;
    }
    return causes(failure).anyMatch(ConnectException.class::isInstance)
        ? Reason.UNREACHABLE
        : Reason.NO_ANSWER;
  }

  private static Stream<Throwable> causes(Throwable failure) {
    return Stream.iterate(failure, cause -> cause != null, Throwable::getCause);
  }

  @Override
  public String toString() {
    return url.toString();
  }
}
