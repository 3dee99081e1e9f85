package io.github.fwknoptunnel.tunnel.authz;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The user whose process is at the other end of a connection on this machine, from Linux's tables
 * of TCP sockets.
 *
 * <p>Addresses do not identify a connection: one that was reset can still be read here while its
 * port is used again, by another user. So a row counts only if the connection is still alive after
 * the row was read. While it is alive, the kernel gives no other connection its addresses.
 *
 * <p>Reading a table takes time in proportion to all sockets of the machine. One thread reads for
 * all queries that wait: a connection that was accepted before a reading begins is in it.
 * Thread-safe.
 */
final class SocketOwnerLookup implements AutoCloseable {
  /** A row may be missed while others come and go, since the kernel hands a table out in pieces. */
  private static final int MAX_PASSES = 3;

  /** More sockets than one machine has; an owner that is not found until then is unknown. */
  private static final int MAX_ROWS = 1_000_000;

  private static final Duration IDLE = Duration.ofSeconds(1);

  private final List<Path> tables;
  private final Queue<Query> waiting = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor reading =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().name("socket-owners").daemon().unstarted(task));

  /** A connection whose owner is wanted; {@code alive} is called on the reading thread. */
  record Query(
      InetSocketAddress near,
      InetSocketAddress far,
      BooleanSupplier alive,
      CompletableFuture<Optional<String>> answer) {

    Query(InetSocketAddress near, InetSocketAddress far, BooleanSupplier alive) {
      this(near, far, alive, new CompletableFuture<>());
    }

    private void found(Optional<String> owner) {
      answer.complete(owner.isPresent() && alive.getAsBoolean() ? owner : Optional.empty());
    }
  }

  SocketOwnerLookup(List<Path> tables) {
    this.tables = tables;
    reading.allowCoreThreadTimeOut(true);
  }

  static SocketOwnerLookup ofThisMachine() {
    return new SocketOwnerLookup(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  /**
   * The number of the user whose socket is bound to {@code near} and connected to {@code far}.
   *
   * @return completes with nothing where no process has such a socket, or the connection has ended
   *     meanwhile; never exceptionally
   */
  CompletableFuture<Optional<String>> find(Query query) {
    waiting.add(query);
    try {
      reading.execute(this::resolvePending);
    } catch (RuntimeException | Error e) {
      // No thread: an unknown owner is refused.
      query.answer().complete(Optional.empty());
    }
    return query.answer();
  }

  private void resolvePending() {
    Map<String, List<Query>> open = new HashMap<>();
    try {
      for (Query next = waiting.poll(); next != null; next = waiting.poll()) {
        add(next, open);
      }
      for (int i = 0; i < MAX_PASSES && !open.isEmpty(); i++) {
        tables.forEach(table -> read(table, open));
      }
    } finally {
      open.values().forEach(unknown -> unknown.forEach(query -> query.found(Optional.empty())));
    }
  }

  /** A client that has reset its connection already has no row: no reading is spent on it. */
  private static void add(Query query, Map<String, List<Query>> open) {
    if (!query.alive().getAsBoolean()) {
      query.answer().complete(Optional.empty());
      return;
    }
    for (String ends : ProcNetTcp.endpointKey(query.near(), query.far())) {
      open.computeIfAbsent(ends, key -> new ArrayList<>(1)).add(query);
    }
  }

  private static void read(Path table, Map<String, List<Query>> open) {
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      lines.readLine();
      String line = lines.readLine();
      for (int row = 0; line != null && row < MAX_ROWS && !open.isEmpty(); row++) {
        answer(line, open);
        line = lines.readLine();
      }
    } catch (IOException e) {
      // No such table on this system, or no more of it: who is not found is unknown.
    }
  }

  /** Several queries have the same ends where a port was used again: at most one is alive. */
  private static void answer(String line, Map<String, List<Query>> open) {
    List<Query> queries = open.get(ProcNetTcp.endpointKey(line));
    if (queries != null && ProcNetTcp.isConnected(line)) {
      Optional<String> owner = ProcNetTcp.owner(line);
      for (Query query : List.copyOf(queries)) {
        ProcNetTcp.endpointKey(query.near(), query.far()).forEach(open::remove);
        query.found(owner);
      }
    }
  }

  /** Stops the thread; queries that wait are returned an empty response. */
  @Override
  public void close() {
    reading.shutdown();
  }
}
