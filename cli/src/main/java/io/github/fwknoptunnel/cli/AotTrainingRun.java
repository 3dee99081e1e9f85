package io.github.fwknoptunnel.cli;

import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.cli.terminal.Console;
import io.github.fwknoptunnel.cli.terminal.ErrorStream;
import io.github.fwknoptunnel.cli.terminal.TtyPrompt;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Does once what users do, so that the JVM can note which classes a start needs
 * (docs/ARCHITECTURE.md, Start-up). All of it stays on this machine, in a directory of its own.
 */
final class AotTrainingRun {
  private AotTrainingRun() {}

  static void run() throws IOException {
    Main.prepare();
    Path directory = Files.createTempDirectory("fwknop-tunnel");
    Path keys = directory.resolve("keys");
    InetAddress loopback = InetAddress.getLoopbackAddress();
    try (DatagramSocket server = new DatagramSocket(new InetSocketAddress(loopback, 0))) {
      run("--version");
      run("keygen", "--key-gen-file", keys.toString());
      String packet = knock(server, keys, "--test").strip();
      knock(server, keys, "--verbose");
      run("inspect", "--json", "--no-rc-file", "--key-file", keys.toString(), packet);
      connect(loopback);
    } finally {
      Files.deleteIfExists(keys);
      Files.delete(directory);
    }
  }

  private static String knock(DatagramSocket server, Path keys, String option) {
    return run(
        "knock",
        "--no-rc-file",
        "--key-file=" + keys,
        "--destination=" + server.getLocalAddress().getHostAddress(),
        "--server-port=" + server.getLocalPort(),
        "-A",
        "tcp/22",
        option);
  }

  /** Last: it uses up this process's stdin and stdout. */
  private static void connect(InetAddress loopback) throws IOException {
    try (ServerSocket service = new ServerSocket(0, 1, loopback)) {
      Thread.ofPlatform().daemon().start(() -> closeOnce(service));
      String port = Integer.toString(service.getLocalPort());
      run("connect", "--no-rc-file", loopback.getHostAddress(), port);
    }
  }

  private static void closeOnce(ServerSocket service) {
    try {
      service.accept().close();
    } catch (IOException e) {
      // Then the command fails, and tells why.
    }
  }

  private static String run(String... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
    ExitStatus status =
        Main.run(
            List.of(words),
            Map.of(),
            new Console(
                InputStream.nullInputStream(),
                print,
                ErrorStream.STDERR.printer(),
                new TtyPrompt()));
    if (!status.equals(ExitStatus.OK)) {
      throw new IllegalStateException(words[0] + " ended with " + status);
    }
    return out.toString(StandardCharsets.UTF_8);
  }
}
