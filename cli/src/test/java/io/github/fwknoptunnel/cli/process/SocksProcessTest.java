package io.github.fwknoptunnel.cli.process;

import static io.github.fwknoptunnel.tunnel.testing.Eventually.eventually;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.fwknoptunnel.spa.testing.FakeFwknopd;
import io.github.fwknoptunnel.tunnel.testing.RandomData;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The proxy as users run it, with curl and a JVM as its clients. */
@Timeout(120)
class SocksProcessTest {
  private static final RandomData PAGE = new RandomData(31, 3_000_000);
  private static final String NO_TARGET = "http://unknown.example/";

  @TempDir Path directory;
  private HttpServer web;

  @BeforeEach
  void serve() throws IOException {
    web = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    web.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, PAGE.length());
          try (OutputStream body = exchange.getResponseBody()) {
            body.write(PAGE.bytes());
          }
        });
    web.start();
  }

  @AfterEach
  void stop() {
    web.stop(0);
  }

  private String url() {
    return "http://localhost:" + web.getAddress().getPort() + "/";
  }

  private static RunningProgram proxy(String... words) throws IOException {
    return RunningProgram.start(
        Stream.concat(Stream.of("--socks", "0"), Stream.of(words)).toArray(String[]::new));
  }

  /** What a program printed, and its status. */
  private record Run(int status, byte[] out, String err) {}

  private Run curl(String... words) throws IOException, InterruptedException {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    List<String> line = new ArrayList<>(List.of("curl", "-sSv", "--noproxy", "", "-m", "60"));
    line.addAll(List.of(words));
    Path err = directory.resolve("curl.err");
    Process process = new ProcessBuilder(line).redirectError(err.toFile()).start();
    byte[] out = process.getInputStream().readAllBytes();
    return new Run(process.waitFor(), out, Files.readString(err));
  }

  @Test
  void curlReadsAPageByBothProtocols() throws Exception {
    try (RunningProgram proxy = proxy("--route", "localhost=direct")) {
      String place = "127.0.0.1:" + proxy.port();
      assertTrue(
          proxy.seen().getLast().endsWith(" for SOCKS5 and HTTP CONNECT by 1 route"),
          () -> "" + proxy.seen());
      for (List<String> how :
          List.of(
              List.of("--socks5-hostname", place), List.of("-p", "--proxy", "http://" + place))) {
        Run run = curl(Stream.concat(how.stream(), Stream.of(url())).toArray(String[]::new));
        assertEquals(0, run.status(), run.err());
        assertTrue(Arrays.equals(PAGE.bytes(), run.out()), "the page");
      }
      proxy.awaitLine("target localhost:" + web.getAddress().getPort() + ", route localhost=");
      proxy.terminate();
      assertEquals(0, proxy.awaitExit());
    }
  }

  @Test
  void curlTellsWhyATargetIsRefused() throws Exception {
    try (RunningProgram proxy =
        proxy("--route", "localhost=direct", "--route", "*.invalid=direct")) {
      String place = "127.0.0.1:" + proxy.port();
      Run socks = curl("--socks5-hostname", place, NO_TARGET);
      assertEquals(97, socks.status(), socks.err());
      assertTrue(socks.err().contains("(2)"), socks.err());
      Run http = curl("-p", "--proxy", "http://" + place, NO_TARGET);
      assertTrue(http.err().contains("no rule allows this target"), http.err());
      Run name = curl("-p", "--proxy", "http://" + place, "http://nowhere.invalid/");
      assertTrue(name.err().contains("502"), name.err());
      assertTrue(
          name.err().contains("the name nowhere.invalid cannot be resolved (check the name"),
          name.err());
      proxy.awaitLine("rejected unknown.example:80: no --route matches");
    }
  }

  @Test
  void aSocketOfTheFileSystemIsAProxyToo() throws Exception {
    Path socket = directory.resolve("proxy.sock");
    try (RunningProgram proxy =
        RunningProgram.start("--socks", socket.toString(), "--route", "localhost=direct")) {
      proxy.awaitLine("listening on " + socket + " for SOCKS5");
      Run run = curl("--proxy", "socks5h://localhost" + socket, url());
      assertEquals(0, run.status(), run.err());
      assertTrue(Arrays.equals(PAGE.bytes(), run.out()), "the page");
    }
  }

  /** As with -DsocksProxyHost, which gives the name to the proxy. */
  @Test
  void aJvmKnocksAtItsTarget() throws Exception {
    try (FakeFwknopd server = FakeFwknopd.start();
        RunningProgram proxy =
            proxy(
                "--route",
                "127.0.0.1:" + server.port() + "=spa",
                "-p",
                Integer.toString(server.address().getPort()),
                "--key-file",
                server.writeKeyFile(directory.resolve("keys")).toString());
        Socket client =
            new Socket(
                new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("127.0.0.1", proxy.port())))) {
      client.connect(new InetSocketAddress("127.0.0.1", server.port()));
      client.getOutputStream().write(4);
      assertEquals(4, client.getInputStream().read());
      assertEquals(1, server.connections(server.port()));
      proxy.awaitLine("sent an SPA packet");
    }
  }

  @Test
  void rulesAreReadAnewAtSighup() throws Exception {
    Path options = Files.writeString(directory.resolve("routes"), "--route localhost=reject\n");
    try (RunningProgram proxy = proxy("@" + options)) {
      String place = "127.0.0.1:" + proxy.port();
      assertEquals(97, curl("--socks5-hostname", place, url()).status());
      Files.writeString(options, "--route localhost=direct\n--route '*=reject'\n");
      proxy.signal("HUP");
      proxy.awaitLine("reloaded for SOCKS5 and HTTP CONNECT by 2 routes");
      assertEquals(0, curl("--socks5-hostname", place, url()).status());
      Files.writeString(options, "--route *=direct\n--route localhost=reject\n");
      proxy.signal("HUP");
      proxy.awaitLine("settings unchanged: " + options + ":2: --route localhost=reject never");
      assertEquals(0, curl("--socks5-hostname", place, url()).status());
    }
  }

  @Test
  void forwardsAndAProxyRunTogether() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram both =
            proxy("-L", "0:127.0.0.1:" + echo.port(), "--route", "localhost=direct")) {
      String place = "127.0.0.1:" + both.port();
      assertTrue(both.seen().getLast().contains("[socks]"), () -> "" + both.seen());
      int forward = both.port();
      assertEquals(0, curl("--socks5-hostname", place, url()).status());
      try (Socket client = new Socket("127.0.0.1", forward)) {
        client.getOutputStream().write(1);
        assertEquals(1, client.getInputStream().read());
      }
    }
  }

  @Test
  void aClientOfAnotherUserGetsNothing() throws Exception {
    try (RunningProgram proxy = proxy("--route", "localhost=direct", "--allow-user", "nobody")) {
      String place = "127.0.0.1:" + proxy.port();
      assertEquals(0, curl("--socks5-hostname", place, url()).out().length);
      proxy.awaitLine("rejected 127.0.0.1:");
    }
  }

  @Test
  void anOpenConnectionMayFinishAfterSigterm() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram proxy = proxy("--route", "127.0.0.1=direct");
        Socket client =
            new Socket(
                new Proxy(Proxy.Type.SOCKS, new InetSocketAddress("127.0.0.1", proxy.port())))) {
      client.connect(new InetSocketAddress("127.0.0.1", Integer.parseInt(echo.port())));
      proxy.terminate();
      proxy.awaitLine("stopping: 1 connection may finish");
      client.getOutputStream().write(6);
      assertEquals(6, client.getInputStream().read());
      client.shutdownOutput();
      assertEquals(-1, client.getInputStream().read());
      assertEquals(0, proxy.awaitExit());
    }
  }

  @Test
  void execIsAProxyForItsCommand() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/usr/bin/curl")), "curl is not installed");
    String script =
        "env | grep -i '^[a-z]*_proxy=' | sed 's/[0-9]*$//' | sort; curl -sS --noproxy '' "
            + url()
            + " | sha256sum; curl -sSp -x $HTTPS_PROXY --noproxy '' "
            + url()
            + " | sha256sum";
    String[] words = {"exec", "--socks", "--route", "localhost=direct", "--", "sh", "-c", script};
    ProcessBuilder builder = RunningProgram.builder(List.of(), words);
    // Names that are excepted would go past the routes.
    builder.environment().putAll(Map.of("NO_PROXY", "localhost", "no_proxy", "localhost"));
    try (RunningProgram exec = RunningProgram.start(builder)) {
      assertEquals(0, exec.awaitExit(), () -> "" + exec.seen());
      assertEquals(
          """
          ALL_PROXY=socks5h://127.0.0.1:
          HTTPS_PROXY=http://127.0.0.1:
          HTTP_PROXY=socks5h://127.0.0.1:
          all_proxy=socks5h://127.0.0.1:
          http_proxy=socks5h://127.0.0.1:
          https_proxy=http://127.0.0.1:
          SUM  -
          SUM  -
          """
              .replace("SUM", PAGE.sha256())
              .lines()
              .sorted()
              .toList(),
          exec.out().lines().sorted().toList());
    }
  }

  private boolean noProxy(String page) throws Exception {
    return new String(curl(page).out(), StandardCharsets.UTF_8).startsWith("there is no proxy");
  }

  @Test
  void browsersFindTheProxyByTheScriptBesideTheMetrics() throws Exception {
    Path options = Files.writeString(directory.resolve("routes"), "--route *.example.com=direct\n");
    try (RunningProgram proxy = proxy("@" + options, "--metrics", "0")) {
      String metrics =
          proxy.awaitLine(Pattern.compile("metrics at (http://.*)/metrics")).group(1)
              + "/proxy.pac";
      int port = proxy.port();
      // It listens, and says so, a moment before the script knows its port.
      eventually("the script", () -> !noProxy(metrics));
      String script = new String(curl(metrics).out(), StandardCharsets.UTF_8);
      assertTrue(script.contains("return \"SOCKS5 127.0.0.1:" + port + "\";"), script);
      assertTrue(script.contains("below(host, \"example.com\")"), script);
      Files.writeString(options, "--route *.example.org=direct\n");
      proxy.signal("HUP");
      proxy.awaitLine("reloaded for SOCKS5");
      String changed = new String(curl(metrics).out(), StandardCharsets.UTF_8);
      assertTrue(changed.contains("below(host, \"example.org\")"), changed);
    }
  }

  @Test
  void aWebPageThatPostsToThePortGetsNothing() throws Exception {
    try (RunningProgram proxy = proxy("--route", "*=direct")) {
      String place = "http://127.0.0.1:" + proxy.port() + "/";
      Run run = curl("-d", "CONNECT localhost:1 HTTP/1.1", place);
      assertTrue(run.err().contains("405 Method Not Allowed"), run.err());
      assertEquals(
          "this proxy supports CONNECT only: use it for https URLs, or as a SOCKS5 proxy\n",
          new String(run.out(), StandardCharsets.UTF_8));
    }
  }
}
