package io.github.fwknoptunnel.tunnel.bench;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The servers, and the relays to them, each started when it is first needed. */
final class Backends implements Closeable {
  private final Path work;
  private final Map<Backend, Integer> ports = new EnumMap<>(Backend.class);
  private final Map<Backend, Map<Contender, RunningRelay>> relays = new EnumMap<>(Backend.class);
  private final List<Closeable> open = new ArrayList<>();

  Backends(Path work) {
    this.work = work;
  }

  RunningRelay relay(Contender contender, Backend backend)
      throws IOException, InterruptedException {
    Map<Contender, RunningRelay> known =
        relays.computeIfAbsent(backend, b -> new HashMap<>());
    RunningRelay running = known.get(contender);
    if (running == null) {
      running = start(contender, backend);
      known.put(contender, running);
    }
    return running;
  }

  /** One that nothing has been through yet; it belongs to the caller. */
  RunningRelay start(Contender contender, Backend backend)
      throws IOException, InterruptedException {
    RunningRelay relay = RunningRelay.start(contender, port(backend), work);
    open.add(relay);
    return relay;
  }

  private int port(Backend backend) throws IOException, InterruptedException {
    Integer port = ports.get(backend);
    if (port == null) {
      port = startServer(backend);
      ports.put(backend, port);
    }
    return port;
  }

  private int startServer(Backend backend) throws IOException, InterruptedException {
    return switch (backend) {
      case IPERF -> StartedProcess.freePort();
      case REDIS -> startRedis();
      case ECHO -> startEcho();
    };
  }

  private int startEcho() throws IOException {
    EchoServer echo = EchoServer.start();
    open.add(echo);
    return echo.port();
  }

  private int startRedis() throws IOException, InterruptedException {
    int port = StartedProcess.freePort();
    StartedProcess server = StartedProcess.start(redis(port), work.resolve("redis.log"));
    open.add(server);
    server.awaitListening(port);
    return port;
  }

  private static List<String> redis(int port) {
    List<String> command = new ArrayList<>(List.of("redis-server", "--save", ""));
    command.addAll(List.of("--bind", "127.0.0.1", "--port", "" + port, "--tcp-backlog", "4096"));
    return command;
  }

  @Override
  public void close() throws IOException {
    for (Closeable one : open.reversed()) {
      one.close();
    }
  }
}
