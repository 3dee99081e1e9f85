package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The status page in Chromium, driven by Playwright ({@code src/test/browser}). Needs Debian's
 * packages chromium and npm; {@code -Dstatus.screenshots=DIRECTORY} keeps the pictures.
 */
@Timeout(300)
class StatusPageTest {
  private static final Path BROWSER = Path.of("src/test/browser");
  private static final Path CHROMIUM = Path.of("/usr/bin/chromium");

  @TempDir Path directory;

  @BeforeEach
  void install() throws Exception {
    if (!Files.isExecutable(CHROMIUM) || !Files.isExecutable(Path.of("/usr/bin/npm"))) {
      skip("the status page needs the packages chromium and npm");
    }
    for (String file : List.of("package.json", "package-lock.json", "status.mjs")) {
      Files.copy(BROWSER.resolve(file), directory.resolve(file));
    }
    Process npm =
        new ProcessBuilder("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .redirectOutput(directory.resolve("npm.log").toFile())
            .start();
    if (npm.waitFor() != 0) {
      skip("playwright-core cannot be installed");
    }
  }

  private static void skip(String reason) {
    System.err.println("SKIPPED: " + reason);
    abort(reason);
  }

  private static Socket connect(int port) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    socket.getOutputStream().write('x');
    return socket;
  }

  @Test
  void isWholeInLightAndDarkAndWithoutJavaScript() throws Exception {
    try (EchoServer echo = new EchoServer();
        RunningProgram tunnel =
            RunningProgram.start(
                Stream.of(
                        "-L 0:127.0.0.1:" + echo.port(),
                        "-L 0:127.0.0.1:" + EchoServer.closedPort(),
                        "--metrics 0 -cmd true --connect-timeout 1")
                    .flatMap(words -> Stream.of(words.split(" ")))
                    .toArray(String[]::new))) {
      String url =
          tunnel.awaitLine(Pattern.compile("metrics at (http://127.0.0.1:\\d+/)metrics")).group(1);
      int open = tunnel.port();
      int closed = tunnel.port();
      try (Socket session = connect(open);
          Socket failed = connect(closed)) {
        assertEquals('x', session.getInputStream().read());
        assertEquals(-1, endOf(failed));
        look(url, open);
      }
    }
  }

  /** A reset is an end as well. */
  private static int endOf(Socket socket) {
    try {
      return socket.getInputStream().read();
    } catch (IOException e) {
      return -1;
    }
  }

  private void look(String url, int port) throws Exception {
    String pictures = System.getProperty("status.screenshots", directory.toString());
    Process browser =
        new ProcessBuilder("node", "status.mjs", url, CHROMIUM.toString(), pictures)
            .directory(directory.toFile())
            .redirectErrorStream(true)
            .start();
    StringBuilder said = new StringBuilder();
    try (BufferedReader lines = browser.inputReader()) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.equals("ready")) {
          try (Socket another = connect(port)) {
            assertEquals('x', another.getInputStream().read());
            browser.outputWriter().append("\n").flush();
            assertEquals(0, browser.waitFor(), said::toString);
          }
        }
      }
    }
    assertEquals(0, browser.waitFor(), said::toString);
  }
}
