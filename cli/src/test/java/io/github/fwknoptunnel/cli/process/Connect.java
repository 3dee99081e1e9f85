package io.github.fwknoptunnel.cli.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** {@code connect} as ssh starts it, with the pipes in the test's hands. Killed when closed. */
record Connect(Process process) implements AutoCloseable {
  private static final int TIMEOUT_SECONDS = 60;

  /** Leads to a port of this machine. */
  static Connect to(int port, String... more) throws IOException {
    List<String> words = new ArrayList<>(List.of("connect", "127.0.0.1", "" + port));
    words.addAll(List.of(more));
    return run(words.toArray(String[]::new));
  }

  static Connect run(String... words) throws IOException {
    List<String> jvm =
        List.of(
            "--enable-native-access=ALL-UNNAMED", "--add-exports=java.base/sun.nio.ch=ALL-UNNAMED");
    return new Connect(RunningProgram.builder(jvm, words).start());
  }

  OutputStream in() {
    return process.getOutputStream();
  }

  InputStream out() {
    return process.getInputStream();
  }

  void send(String text) throws IOException {
    in().write(text.getBytes(StandardCharsets.US_ASCII));
    in().flush();
  }

  String receive(int length) throws IOException {
    return new String(out().readNBytes(length), StandardCharsets.US_ASCII);
  }

  /** By its name, as {@code kill} knows it. */
  void signal(String name) throws IOException, InterruptedException {
    Process kill = new ProcessBuilder("kill", "-" + name, "" + process.pid()).inheritIO().start();
    assertEquals(0, kill.waitFor());
  }

  /** Its end, with what it said. */
  void assertEnds(int status, String... err) throws IOException, InterruptedException {
    if (!process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)) {
      fail("still runs");
    }
    List<String> said = process.errorReader().lines().map(Connect::withoutTime).toList();
    assertEquals(List.of(err), said);
    assertEquals(status, process.exitValue());
  }

  /** A line of the log without the time that it begins with. */
  static String withoutTime(String line) {
    return line.replaceFirst("^\\d{4}-\\d\\d-\\d\\dT[\\d:.]+Z ", "");
  }

  @Override
  public void close() {
    process.toHandle().destroyForcibly();
  }
}
