package io.github.fwknoptunnel.spa.publicip;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * A request to a host whose name has an underscore, which {@link java.net.http.HttpClient} refuses.
 * {@link java.net.HttpURLConnection} accepts it.
 */
record OddHostRequest(ResolverUrl url, String userAgent) {

  HttpIpResponse send(Duration limit)
      throws ExecutionException, TimeoutException, InterruptedException {
    int millis = (int) limit.toMillis();
    FutureTask<HttpIpResponse> task = new FutureTask<>(() -> answer(millis));
    Thread.ofVirtual().start(task);
    return task.get(millis, TimeUnit.MILLISECONDS);
  }

  private HttpIpResponse answer(int millis) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) url.uri().toURL().openConnection(Proxy.NO_PROXY);
    try {
      connection.setConnectTimeout(millis);
      connection.setReadTimeout(millis);
      connection.setRequestProperty("Accept", "text/plain");
      connection.setRequestProperty("User-Agent", userAgent);
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : InputStream.nullInputStream()) {
        byte[] bytes = body.readNBytes(HttpIpResponse.MAX_BODY + 1);
        return new HttpIpResponse(status, new String(bytes, StandardCharsets.ISO_8859_1));
      }
    } finally {
      connection.disconnect();
    }
  }
}
