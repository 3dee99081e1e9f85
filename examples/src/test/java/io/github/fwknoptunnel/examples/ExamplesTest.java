package io.github.fwknoptunnel.examples;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Each example as its reader would start it, in a JVM of its own. */
@Timeout(60)
class ExamplesTest {
  private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

  @TempDir Path directory;

  @Test
  void knockOnceSendsOnePacket() throws Exception {
    Path keys = Files.writeString(directory.resolve("keys"), "KEY secret\nHMAC_KEY another\n");
    Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
    try (DatagramSocket server = new DatagramSocket(0, LOOPBACK)) {
      Process example = start("KnockOnce", "127.0.0.1", server.getLocalPort(), keys);
      DatagramPacket packet = new DatagramPacket(new byte[1500], 1500);
      server.receive(packet);
      try (BufferedReader output = example.inputReader()) {
        String line = output.readLine();
        assertTrue(line.startsWith("sent " + packet.getLength() + " bytes"), line);
      }
      assertEquals(0, example.waitFor());
    }
  }

  @Test
  void embeddedTunnelRelaysUntilAKeyIsPressed() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 1, LOOPBACK)) {
      Thread.ofPlatform().daemon().start(() -> echoOnce(service));
      Process example = start("EmbeddedTunnel", "127.0.0.1", service.getLocalPort());
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

  private static Process start(String example, Object... arguments) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    List<String> command =
        new ArrayList<>(List.of(java, "-cp", System.getProperty("java.class.path")));
    command.add("io.github.fwknoptunnel.examples." + example);
    for (Object argument : arguments) {
      command.add(argument.toString());
    }
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
  }
}
