package io.github.fwknoptunnel.tunnel.testing;

import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Threads for the peers of one test, stopped with it. */
public final class Threads implements AutoCloseable {
  private final ExecutorService threads = Executors.newCachedThreadPool();

  public <T> Future<T> start(Callable<T> task) {
    return threads.submit(task);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
