package io.github.fwknoptunnel.examples;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.fwknoptunnel.spa.testing.ReservedPort;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each example as its reader would start it, in a JVM of its own. */
@Timeout(180)
class ExamplesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  private static final Path SOURCES = Path.of("src/main/java/io/github/fwknoptunnel/examples");

  @TempDir Path directory;

  @Test
  void knockOnceSendsOnePacket() throws Exception {
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
      Path rc = stanza(server.getLocalPort(), "ACCESS tcp/22");
      Process example = ExampleProgram.start(KnockOnce.class, rc, "home");
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      server.receive(packet);
      try (BufferedReader output = example.inputReader()) {
        String line = output.readLine();
        assertTrue(line.startsWith("sent " + packet.getLength() + " bytes"), line);
      }
      assertEquals(0, example.waitFor());
      assertInspected(
          new String(packet.getData(), 0, packet.getLength(), US_ASCII), keyFile("secret"));
    }
  }

  private void assertInspected(String packet, Path keys) throws Exception {
    Process inspect = ExampleProgram.start(InspectPacket.class, keys, packet);
    List<String> lines = inspect.inputReader().lines().toList();
    assertEquals("asks for  0.0.0.0,tcp/22", lines.getFirst());
    assertEquals(4, lines.size(), lines::toString);
    assertEquals(0, inspect.waitFor());
    Process other = ExampleProgram.start(InspectPacket.class, keyFile("other"), packet);
    assertEquals(List.of(), other.inputReader().lines().toList());
    assertEquals(1, other.waitFor());
  }

  @ParameterizedTest(name = "{0}, in {1} lines")
  @CsvSource({"KnockOnce, 4", "KnockThenConnect, 4"})
  void thePageAboutTheLibrariesShowsTheMain(String example, int lines) throws IOException {
    String source = Files.readString(SOURCES.resolve(example + ".java"));
    String main = source.substring(source.indexOf("args) throws Exception {\n"));
    String body = main.substring(main.indexOf('\n') + 1, main.indexOf("\n  }\n")).stripIndent();
    String page = Files.readString(Path.of("../docs/JAVA.md"));
    assertTrue(page.contains("```java\n" + body + "\n```"), body);
    assertEquals(lines, body.lines().count(), body);
  }

  @Test
  void eachExampleIsShort() throws IOException {
    try (Stream<Path> sources = Files.list(SOURCES)) {
      for (Path source : sources.filter(Files::isRegularFile).toList()) {
        assertTrue(Files.readAllLines(source).size() <= 30, source::toString);
      }
    }
  }

  /** The firewall is a service that starts to listen when the packet is there. */
  @Test
  void knockThenConnectPrintsWhatTheServerBehindTheGateSays() throws Exception {
    int port = ReservedPort.next().getPort();
    try (DatagramSocket fwknopd = new DatagramSocket(0, LOOPBACK)) {
      Process example =
          ExampleProgram.start(
              KnockThenConnect.class,
              "127.0.0.1",
              port,
              stanza(fwknopd.getLocalPort(), ""),
              "home");
      fwknopd.receive(new DatagramPacket(new byte[1500], 1500));
      try (ServerSocket service = new ServerSocket(port, 1, LOOPBACK);
          Socket client = service.accept()) {
        client.getOutputStream().write("220 ready\n".getBytes(US_ASCII));
      }
      assertEquals(List.of("220 ready"), example.inputReader().lines().toList());
      assertEquals(0, example.waitFor());
    }
  }

  /**
   * Names an HMAC algorithm other than the default, so that the test fails if the example ignores
   * the algorithm in the key file.
   */
  private Path keyFile(String key) throws IOException {
    return ExampleProgram.secret(
        directory.resolve("keys-" + key),
        "KEY " + key,
        "HMAC_KEY another",
        "HMAC_DIGEST_TYPE sha512");
  }

  private Path stanza(int serverPort, String more) throws IOException {
    return ExampleProgram.secret(
        directory.resolve("rc"),
        "[home]",
        "SPA_SERVER 127.0.0.1",
        "SPA_SERVER_PORT " + serverPort,
        "KEY secret",
        "HMAC_KEY another",
        "HMAC_DIGEST_TYPE sha512",
        more);
  }

  @Test
  void embeddedTunnelRelaysUntilAKeyIsPressed() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 1, LOOPBACK)) {
      Thread.ofPlatform().daemon().start(() -> echoOnce(service));
      Process example =
          ExampleProgram.start(
              EmbeddedTunnel.class, "127.0.0.1", service.getLocalPort(), stanza(62201, ""), "home");
      String line = example.inputReader().readLine();
      int port = Integer.parseInt(line.substring(line.lastIndexOf(' ') + 1));
      try (Socket client = new Socket(LOOPBACK, port)) {
        client.getOutputStream().write(new byte[] {1, 2, 3});
        client.shutdownOutput();
        assertArrayEquals(new byte[] {1, 2, 3}, client.getInputStream().readAllBytes());
      }
      example.getOutputStream().write('\n');
      example.getOutputStream().flush();
      assertTrue(example.waitFor(20, TimeUnit.SECONDS));
      assertEquals(0, example.exitValue());
    }
  }

  private static void echoOnce(ServerSocket service) {
    try (Socket client = service.accept()) {
      client.getInputStream().transferTo(client.getOutputStream());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
