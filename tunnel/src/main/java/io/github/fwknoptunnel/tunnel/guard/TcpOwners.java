package io.github.fwknoptunnel.tunnel.guard;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
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

/**
 * Whose process is at the other end of a connection on this machine, from Linux's tables of TCP
 * sockets.
 *
 * <p>To read a table takes time in proportion to all sockets of the machine. So one thread reads
 * for all connections that wait, however many: a connection that was accepted before a reading
 * begins is in it. Thread-safe.
 */
final class TcpOwners {
  /** A row may be missed while others come and go, since the kernel hands a table out in pieces. */
  private static final int READINGS = 3;

  /** More sockets than one machine has; whoever is not found until then is unknown. */
  private static final int MOST_ROWS = 1_000_000;

  private static final Duration IDLE = Duration.ofSeconds(1);

  private final List<Path> tables;
  private final Queue<Question> waiting = new ConcurrentLinkedQueue<>();
  private final ThreadPoolExecutor reading =
      new ThreadPoolExecutor(
          1,
          1,
          IDLE.toMillis(),
          TimeUnit.MILLISECONDS,
          new LinkedBlockingQueue<>(),
          task -> Thread.ofPlatform().name("socket-owners").daemon().unstarted(task));

  private record Question(
      InetSocketAddress near, InetSocketAddress far, CompletableFuture<Optional<String>> answer) {}

  TcpOwners(List<Path> tables) {
    this.tables = tables;
    reading.allowCoreThreadTimeOut(true);
  }

  static TcpOwners ofThisMachine() {
    return new TcpOwners(List.of(Path.of("/proc/net/tcp"), Path.of("/proc/net/tcp6")));
  }

  /**
   * The number of the user whose socket is bound to {@code near} and connected to {@code far}.
   *
   * @return completes with nothing where no process has such a socket; never exceptionally
   */
  CompletableFuture<Optional<String>> ownerOf(InetSocketAddress near, InetSocketAddress far) {
    Question question = new Question(near, far, new CompletableFuture<>());
    waiting.add(question);
    try {
      reading.execute(this::answerAll);
    } catch (RuntimeException | Error e) {
      // No thread can be had: what cannot be known is refused.
      question.answer().complete(Optional.empty());
    }
    return question.answer();
  }

  private void answerAll() {
    Map<String, Question> open = new HashMap<>();
    for (Question next = waiting.poll(); next != null; next = waiting.poll()) {
      for (String ends : TcpRow.endsOf(next.near(), next.far())) {
        open.put(ends, next);
      }
    }
    try {
      for (int i = 0; i < READINGS && !open.isEmpty(); i++) {
        tables.forEach(table -> read(table, open));
      }
    } finally {
      open.values().forEach(question -> question.answer().complete(Optional.empty()));
    }
  }

  private static void read(Path table, Map<String, Question> open) {
    try (BufferedReader lines = Files.newBufferedReader(table, StandardCharsets.US_ASCII)) {
      lines.readLine();
      String line = lines.readLine();
      for (int row = 0; line != null && row < MOST_ROWS && !open.isEmpty(); row++) {
        answer(line, open);
        line = lines.readLine();
      }
    } catch (IOException e) {
      // No such table on this system, or no more of it: who is not found is unknown.
    }
  }

  private static void answer(String line, Map<String, Question> open) {
    Question question = open.get(TcpRow.endsOf(line));
    if (question != null) {
      TcpRow.endsOf(question.near(), question.far()).forEach(open::remove);
      question.answer().complete(TcpRow.ownerOf(line));
    }
  }
}
