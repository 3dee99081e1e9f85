package io.github.fwknoptunnel.tunnel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A contender that listens on {@link #port} and relays to one backend. */
final class RunningRelay implements Closeable {
  private static final String HAPROXY_SETTINGS =
      """
      global
        maxconn 6500
      defaults
        mode tcp
        timeout connect 5s
        timeout client 1h
        timeout server 1h
        option splice-auto
      listen relay
        bind 127.0.0.1:%d backlog 4096
        server backend 127.0.0.1:%d
      """;

  private final int port;
  private final int target;
  private final Optional<StartedProcess> process;

  private RunningRelay(int port, int target, Optional<StartedProcess> process) {
    this.port = port;
    this.target = target;
    this.process = process;
  }

  static RunningRelay start(Contender contender, int target, Path work)
      throws IOException, InterruptedException {
    if (contender.direct()) {
      return new RunningRelay(target, target, Optional.empty());
    }
    int port = StartedProcess.freePort();
    Path config = work.resolve("haproxy-" + port + ".cfg");
    if (contender.name().equals(Contender.HAPROXY)) {
      Files.writeString(config, HAPROXY_SETTINGS.formatted(port, target));
    }
    Path log = work.resolve(contender.name() + "-" + port + ".log");
    StartedProcess process = StartedProcess.start(contender.words(port, target, config), log);
    process.awaitListening(port);
    return new RunningRelay(port, target, Optional.of(process));
  }

  int port() {
    return port;
  }

  /** The backend's port. */
  int target() {
    return target;
  }

  /** Processor time that it has used so far, its children's too; zero for a direct connection. */
  double cpuSeconds() throws IOException {
    return process.isPresent() ? ProcFiles.cpuSeconds(process.get().handle()) : 0;
  }

  double residentKib() throws IOException {
    return process.isPresent() ? ProcFiles.residentKib(process.get().handle()) : 0;
  }

  boolean hasProcess() {
    return process.isPresent();
  }

  @Override
  public void close() {
    process.ifPresent(StartedProcess::close);
  }
}
