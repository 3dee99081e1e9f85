package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A name with an underscore: machines have such names, and the JDK's HTTP client knows none. */
@Timeout(120)
class OddHostProcessTest {
  @TempDir Path directory;
  private HttpServer page;
  private Path keys;

  @BeforeEach
  void start() throws IOException {
    page = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
    page.createContext("/", OddHostProcessTest::answer);
    page.start();
    keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac-key\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  @AfterEach
  void stop() {
    page.stop(0);
  }

  private static void answer(HttpExchange exchange) throws IOException {
    byte[] text = "203.0.113.77\n".getBytes(StandardCharsets.US_ASCII);
    boolean head = exchange.getRequestMethod().equals("HEAD");
    exchange.sendResponseHeaders(200, head ? -1 : text.length);
    if (!head) {
      exchange.getResponseBody().write(text);
    }
    exchange.close();
  }

  private RunningProgram run(String... words) throws IOException {
    Path hosts = Files.writeString(directory.resolve("hosts"), "127.0.0.1 my_ip.test\n");
    ProcessBuilder builder =
        RunningProgram.builder(List.of("-Djdk.net.hosts.file=" + hosts), words);
    builder
        .command()
        .addAll(
            List.of("-D", "127.0.0.1", "-A", "tcp/22", "--no-rc-file", "--key-file", "" + keys));
    return RunningProgram.start(builder);
  }

  private String url() {
    return "http://my_ip.test:" + page.getAddress().getPort() + "/";
  }

  @Test
  void itsPageTellsThePublicAddress() throws Exception {
    try (RunningProgram knock =
        run("knock", "-T", "-v", "--resolve-http-only", "--resolve-url", url() + "ip")) {
      assertEquals(0, knock.awaitExit(), () -> "" + knock.seen());
      assertTrue(
          knock.seen().stream()
              .anyMatch(line -> line.matches("message +203\\.0\\.113\\.77,tcp/22")),
          () -> "" + knock.seen());
    }
  }

  @Test
  void itsPageTellsTheTime() throws Exception {
    try (RunningProgram check = run("check", "--time-url", url())) {
      check.awaitExit();
      String found = "✓ packet timestamps are \\d s (ahead of|behind) the clock of " + url();
      assertTrue(check.out().lines().anyMatch(line -> line.matches(found)), check.out());
    }
  }
}
