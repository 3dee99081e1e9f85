package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.message.AllowedSource;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Asks once and remembers the answer. Threads that come while the question is under way wait for
 * it, and share its failure; a failure is not remembered. Thread-safe.
 */
public final class RememberedAddress implements AddressResolver {
  private final AddressResolver resolver;
  private final AtomicReference<@Nullable FutureTask<AllowedSource>> last = new AtomicReference<>();

  public RememberedAddress(AddressResolver resolver) {
    this.resolver = resolver;
  }

  @Override
  public AllowedSource resolve() throws AddressException, InterruptedException {
    FutureTask<AllowedSource> mine = new FutureTask<>(resolver::resolve);
    FutureTask<AllowedSource> theirs = last.compareAndExchange(null, mine);
    if (theirs == null) {
      mine.run();
    }
    FutureTask<AllowedSource> question = theirs == null ? mine : theirs;
    try {
      return question.get();
    } catch (ExecutionException e) {
      last.compareAndSet(question, null);
      if (theirs != null && e.getCause() instanceof InterruptedException) {
        // Whoever asked for all was called off; this thread was not.
        return resolve();
      }
      throw failure(e);
    }
  }

  private static AddressException failure(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case AddressException failure -> failure;
      case InterruptedException interrupt -> throw interrupt;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  /** Has the next call ask again: this machine may have moved to another network. */
  public void forget() {
    last.set(null);
  }

  @Override
  public String toString() {
    return resolver.toString();
  }
}
