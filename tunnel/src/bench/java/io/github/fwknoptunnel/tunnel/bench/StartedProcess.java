package io.github.fwknoptunnel.tunnel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A process that this benchmark started, and ends. */
final class StartedProcess implements Closeable {
  private static final Duration MAX_START = Duration.ofSeconds(20);
  private static final long LOOK_MILLIS = 20;
  private static final long MAX_END_SECONDS = 3;

  private final Process process;
  private final Path log;

  private StartedProcess(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  static StartedProcess start(List<String> command, Path log) throws IOException {
    Process process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
            .start();
    StartedProcess started = new StartedProcess(process, log);
    // Also when the benchmark is interrupted: nothing that it started stays behind.
    Runtime.getRuntime().addShutdownHook(new Thread(started::destroy));
    return started;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Looks in the kernel's table: a connection to see whether it listens would disturb it. */
  void awaitListening(int port) throws IOException, InterruptedException {
    long begin = System.nanoTime();
    while (!ProcFiles.listening(port)) {
      if (!process.isAlive() || System.nanoTime() - begin > MAX_START.toNanos()) {
        close();
        throw new IOException("does not listen, see " + log);
      }
      Thread.sleep(LOOK_MILLIS);
    }
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  private void destroy() {
    process.descendants().forEach(ProcessHandle::destroy);
    process.destroy();
  }

  @Override
  public void close() {
    destroy();
    try {
      if (!process.waitFor(MAX_END_SECONDS, TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
