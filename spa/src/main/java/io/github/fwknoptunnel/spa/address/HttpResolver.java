package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.address.AddressException.Reason;
import io.github.fwknoptunnel.spa.message.AllowedSource;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/**
 * Asks a web service, over the connection that a tunnel would take: never through a proxy, whose
 * address the service would see. The request says neither fwknop nor who we are.
 *
 * @param limit for everything from the look-up of the name to the last byte
 */
public record HttpResolver(ResolverUrl url, AddressScope scope, Duration limit)
    implements AddressResolver {
  static final Duration LIMIT = Duration.ofSeconds(3);

  public HttpResolver {
    if (limit.toMillis() < 1) {
      throw new IllegalArgumentException("limit " + limit);
    }
  }

  /** Believes public addresses and waits three seconds. */
  public HttpResolver(ResolverUrl url) {
    this(url, AddressScope.PUBLIC, LIMIT);
  }

  @Override
  public AllowedSource resolve() throws AddressException, InterruptedException {
    HttpAnswer answer;
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
    return answer.judge(toString(), scope).orThrow();
  }

  private HttpAnswer ask() throws ExecutionException, TimeoutException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(url.uri()).header("Accept", "text/plain").build();
    HttpClient client = newClient();
    try {
      // The request's own timeout ends with the headers; this one covers the body.
      HttpResponse<String> response =
          client
              .sendAsync(request, head -> new BoundedBody(HttpAnswer.LONGEST_BODY))
              .get(limit.toMillis(), TimeUnit.MILLISECONDS);
      return new HttpAnswer(response.statusCode(), response.body());
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

  private AddressException failed(Reason reason, Throwable cause) {
    return new AddressException(new Attempt.Failed(toString(), reason, ""), cause);
  }

  private static Reason reasonFor(Throwable failure) {
    if (causes(failure).anyMatch(UnresolvedAddressException.class::isInstance)) {
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
