package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.spa.testing.Verdict;
import io.github.fwknoptunnel.tunnel.socket.KnockingResolverProvider;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@link KnockingResolverProvider} in a JVM of its own, with the JDK's HTTP client. */
@Timeout(180)
class KnockOnLookupTest {
  @TempDir Path directory;

  /** Gets a page twice. */
  static final class Fetch {
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private Fetch() {}

    public static void main(String[] args) throws Exception {
      HttpRequest request = HttpRequest.newBuilder(URI.create(args[0])).timeout(TIMEOUT).build();
      try (HttpClient client = HttpClient.newBuilder().connectTimeout(TIMEOUT).build()) {
        for (int i = 0; i < 2; i++) {
          System.out.println(client.send(request, HttpResponse.BodyHandlers.ofString()).body());
        }
      }
    }
  }

  @Test
  void theHttpClientKnocksOnce() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.builder().service(KnockOnLookupTest::behind).start()) {
      List<String> lines = fetch(server, server.writeKeyFile(directory.resolve("keys")));
      assertEquals(List.of("behind", "behind"), lines);
      assertEquals(
          List.of(Verdict.Result.ACCEPTED),
          server.verdicts().stream().map(Verdict::result).toList());
      // That of the look-up, and one for each request of this server, which ends them.
      assertEquals(3, server.connections(server.port()));
    }
  }

  private List<String> fetch(FakeFwknopd server, Path keys) throws Exception {
    Path names = directory.resolve("names.properties");
    Files.writeString(
        names,
        "LocalHost. = port=%d;key-file=%s;server=127.0.0.1:%d\n"
            .formatted(server.port(), keys, server.address().getPort()));
    Path services = Files.createDirectories(directory.resolve("META-INF/services"));
    Files.writeString(
        services.resolve("java.net.spi.InetAddressResolverProvider"),
        KnockingResolverProvider.class.getName());
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                directory + File.pathSeparator + System.getProperty("java.class.path"),
                "-D" + KnockingResolverProvider.PROPERTY + "=" + names,
                Fetch.class.getName(),
                "http://localhost:" + server.port() + "/")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    try (Stream<String> lines = process.inputReader().lines()) {
      return lines.toList();
    } finally {
      process.destroy();
    }
  }

  /** Answers one request of HTTP. */
  static void behind(Socket client) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
    String line = in.readLine();
    while (line != null && !line.isEmpty()) {
      line = in.readLine();
    }
    if (line != null) {
      client
          .getOutputStream()
          .write(
              "HTTP/1.1 200 OK\r\nContent-Length: 6\r\nConnection: close\r\n\r\nbehind"
                  .getBytes(StandardCharsets.US_ASCII));
    }
  }
}
