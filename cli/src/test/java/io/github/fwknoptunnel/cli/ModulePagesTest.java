package io.github.fwknoptunnel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The programs on the module pages of the libraries run as they are. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class ModulePagesTest {
  private static final Pattern PROGRAM =
      Pattern.compile("<pre>\\{@code\n(.*?)\n \\* \\}</pre>", Pattern.DOTALL);

  @TempDir Path directory;

  private String run(String module, String name, String... arguments) throws Exception {
    String page = Files.readString(Path.of("..", module, "src/main/java/module-info.java"));
    Matcher program = PROGRAM.matcher(page);
    assertTrue(program.find(), "no program in " + page);
    Path source = directory.resolve(name + ".java");
    Files.writeString(source, program.group(1).replaceAll("(?m)^ \\* ?", ""));
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), source.toString()));
    command.addAll(List.of(arguments));
    Process java = new ProcessBuilder(command).redirectErrorStream(true).start();
    String output = new String(java.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertEquals(0, java.waitFor(), output);
    return output;
  }

  private Path keys() throws IOException {
    Path keys = Files.writeString(directory.resolve("keys"), "KEY: secret\nHMAC_KEY: hmac\n");
    return Files.setPosixFilePermissions(keys, PosixFilePermissions.fromString("rw-------"));
  }

  @Test
  void theProgramOfSpaSendsAPacket() throws Exception {
    String output = run("spa", "Knock", keys().toString(), "127.0.0.1");
    assertTrue(output.startsWith("sent "), output);
    assertTrue(output.contains("127.0.0.1"), output);
  }

  @Test
  void theProgramOfTunnelPrintsWhatTheServiceSends() throws Exception {
    try (ServerSocket service = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Thread.ofVirtual().start(() -> greet(service));
      String port = Integer.toString(service.getLocalPort());
      assertEquals("welcome", run("tunnel", "Read", "127.0.0.1", port, keys().toString()));
    }
  }

  private static void greet(ServerSocket service) {
    try (Socket client = service.accept()) {
      client.getOutputStream().write("welcome".getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      // The program fails, and so does the test.
    }
  }
}
