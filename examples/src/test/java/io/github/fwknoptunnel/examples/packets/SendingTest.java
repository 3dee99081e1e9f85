package io.github.fwknoptunnel.examples.packets;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import io.github.fwknoptunnel.examples.ExampleProgram;
import io.github.fwknoptunnel.spa.packet.SpaOpener;
import io.github.fwknoptunnel.spa.packet.SpaPacket;
import io.github.fwknoptunnel.spa.rc.KeyFile;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The programs that send packets, and that ask for the public address, against local servers. */
@Timeout(180)
class SendingTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;
  private Path keys;

  @BeforeEach
  void writeKeys() throws Exception {
    keys = ExampleProgram.secret(directory.resolve("keys"), "KEY one", "HMAC_KEY two");
  }

  private void assertOpens(String packet) throws Exception {
    try (var settings = KeyFile.read(keys)) {
      var opener = new SpaOpener(settings.keys(), settings.suite());
      assertEquals("0.0.0.0,tcp/22", opener.open(new SpaPacket(packet)).fields().message());
    }
  }

  private Process knock(int port, String way) throws IOException {
    return ExampleProgram.start(KnockOver.class, keys, "127.0.0.1", port, way);
  }

  @Test
  void overUdp() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
      Process example = knock(server.getLocalPort(), "udp");
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      server.receive(packet);
      assertOpens(new String(packet.getData(), 0, packet.getLength(), US_ASCII));
      assertEquals(0, example.waitFor());
    }
  }

  private String received(String way) throws Exception {
    try (ServerSocket server = new ServerSocket(0, 1, LOOPBACK)) {
      Process example = knock(server.getLocalPort(), way);
      try (Socket client = server.accept()) {
        String text = new String(client.getInputStream().readAllBytes(), US_ASCII);
        assertEquals(0, example.waitFor());
        return text;
      }
    }
  }

  @Test
  void overTcp() throws Exception {
    assertOpens(received("tcp"));
  }

  @Test
  void overHttp() throws Exception {
    String request = received("http");
    assertTrue(request.contains("\r\nUser-Agent: Fwknop/2.6.10\r\n"), request);
    assertOpens(packet(request, "GET /"));
  }

  /** The proxy has no port, so that of the server is taken. */
  @Test
  void overAProxy() throws Exception {
    assertOpens(packet(received("localhost"), "GET http://127.0.0.1/"));
  }

  private static String packet(String request, String before) {
    assertTrue(request.startsWith(before), request);
    String path = request.substring(before.length(), request.indexOf(" HTTP/1.0\r\n"));
    return path.replace('-', '+').replace('_', '/');
  }

  @Test
  void overATransportOfItsOwn() throws Exception {
    var result = ExampleProgram.run(KnockOver.class, keys, "127.0.0.1", 62201, "print");
    String line = result.output().getFirst();
    assertTrue(line.startsWith("127.0.0.1"), line);
    assertOpens(line.substring(line.lastIndexOf(' ') + 1));
  }

  @Test
  void aWayThatIsNoneIsExplained() throws Exception {
    var result = ExampleProgram.run(KnockOver.class, keys, "127.0.0.1", 62201, "https://proxy");
    assertEquals(2, result.status());
    assertEquals(
        List.of("https://proxy is neither a way to send nor a proxy: HTTPS_PROXY"),
        result.errors());
  }

  private static HttpServer pages() throws IOException {
    HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] page = exchange.getRequestURI().getPath().substring(1).getBytes(US_ASCII);
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    server.start();
    return server;
  }

  @Test
  void twoServicesAgreeOnThePublicAddress() throws Exception {
    HttpServer server = pages();
    try {
      String base = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
      var agreed =
          ExampleProgram.run(
              PublicAddress.class, base + "198.51.100.7", base + "10.0.0.1", base + "198.51.100.7");
      assertEquals(List.of("198.51.100.7", "public"), agreed.output());
      var different =
          ExampleProgram.run(PublicAddress.class, base + "198.51.100.7", base + "not-an-address");
      assertEquals(3, different.status());
      assertEquals(
          List.of(
              base + "198.51.100.7 answered 198.51.100.7",
              base + "not-an-address failed: NOT_AN_IPV4_ADDRESS not-an-address"),
          different.errors());
    } finally {
      server.stop(0);
    }
  }

  @Test
  void aUrlThatIsNoneIsExplained() throws Exception {
    var result = ExampleProgram.run(PublicAddress.class, "https://me@example.com/", "example.com");
    assertEquals(2, result.status());
    assertEquals(List.of("not a URL: example.com/"), result.errors());
  }
}
