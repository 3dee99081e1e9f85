package io.github.fwknoptunnel.cli.check;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;

/** The {@code Date} header of an answer (RFC 9110, section 6.6.1), whatever else it says. */
public record HttpClock(URI uri) implements ClockSource {
  /** The header leaves the fraction of a second out: on average it is half a one. */
  private static final Duration CUT_OFF = Duration.ofMillis(500);

  @Override
  public Duration ahead() throws IOException, InterruptedException {
    if (uri.getHost() == null) {
      return oddHostAhead();
    }
    try (HttpClient client = HttpClient.newBuilder().connectTimeout(LIMIT).build()) {
      HttpRequest request =
          HttpRequest.newBuilder(uri)
              .timeout(LIMIT)
              .method("HEAD", HttpRequest.BodyPublishers.noBody())
              .build();
      Instant sent = Instant.now();
      var answer = client.send(request, HttpResponse.BodyHandlers.discarding());
      Duration halfway = Duration.between(sent, Instant.now()).dividedBy(2);
      Instant theirs = date(answer.headers().firstValue("Date").orElse("")).plus(CUT_OFF);
      client.shutdownNow();
      return Duration.between(sent.plus(halfway), theirs);
    }
  }

  /** {@link HttpClient} knows no names with an underscore. */
  private Duration oddHostAhead() throws IOException {
    HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection();
    try {
      connection.setRequestMethod("HEAD");
      connection.setConnectTimeout((int) LIMIT.toMillis());
      connection.setReadTimeout((int) LIMIT.toMillis());
      Instant sent = Instant.now();
      String date = String.valueOf(connection.getHeaderField("Date"));
      Duration halfway = Duration.between(sent, Instant.now()).dividedBy(2);
      return Duration.between(sent.plus(halfway), date(date).plus(CUT_OFF));
    } finally {
      connection.disconnect();
    }
  }

  private static Instant date(String date) throws IOException {
    try {
      return ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
    } catch (DateTimeException e) {
      throw new IOException("no date", e);
    }
  }

  @Override
  public String toString() {
    return uri.toString();
  }
}
