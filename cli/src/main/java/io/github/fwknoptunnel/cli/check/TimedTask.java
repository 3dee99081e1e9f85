package io.github.fwknoptunnel.cli.check;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A task with a time limit. */
final class TimedTask<T> {
  private final FutureTask<T> task;
  private final Duration limit;

  private TimedTask(FutureTask<T> task, Duration limit) {
    this.task = task;
    this.limit = limit;
  }

  /** Starts it on a daemon thread of its own. */
  static <T> TimedTask<T> start(Duration limit, Callable<T> call) {
    FutureTask<T> task = new FutureTask<>(call);
    Thread.ofPlatform().name("check").daemon().start(task);
    return new TimedTask<>(task, limit);
  }

  /** What came of it; empty if it failed or takes too long. */
  Optional<T> result() throws InterruptedException {
    try {
      return Optional.of(task.get(limit.toMillis(), TimeUnit.MILLISECONDS));
    } catch (ExecutionException | TimeoutException e) {
      return Optional.empty();
    }
  }
}
