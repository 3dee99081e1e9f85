package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Asks once and remembers the answer, until it is too old or this machine's own addresses have
 * changed. Threads that come while the question is under way wait for it, and share its failure; a
 * failure is not remembered. Thread-safe.
 */
public final class CachingResolver implements PublicIpResolver {
  private final PublicIpResolver resolver;
  private final Duration maxAge;
  private final Supplier<?> surroundings;
  private final AtomicReference<@Nullable Question> last = new AtomicReference<>();

  /**
   * What was asked, when, and what this machine's addresses were then.
   *
   * @param asked by {@link System#nanoTime}
   */
  private record Question(FutureTask<AllowIp> answer, long asked, Object surroundings) {}

  /** Asks again after ten minutes. */
  public CachingResolver(PublicIpResolver resolver) {
    this(resolver, Duration.ofMinutes(10));
  }

  public CachingResolver(PublicIpResolver resolver, Duration maxAge) {
    this(resolver, maxAge, OwnAddresses::all);
  }

  /**
   * For tests.
   *
   * @param surroundings by whose change an answer becomes worthless
   */
  CachingResolver(PublicIpResolver resolver, Duration maxAge, Supplier<?> surroundings) {
    this.resolver = resolver;
    this.maxAge = maxAge;
    this.surroundings = surroundings;
  }

  @Override
  public AllowIp resolve() throws PublicIpException, InterruptedException {
    Question mine =
        new Question(new FutureTask<>(resolver::resolve), System.nanoTime(), surroundings.get());
    Question known = last.get();
    if (known != null && isStale(known, mine)) {
      last.compareAndSet(known, null);
    }
    Question theirs = last.compareAndExchange(null, mine);
    if (theirs == null) {
      mine.answer().run();
    }
    Question question = theirs == null ? mine : theirs;
    try {
      return question.answer().get();
    } catch (ExecutionException e) {
      last.compareAndSet(question, null);
      if (theirs != null && e.getCause() instanceof InterruptedException) {
        // Whoever asked for all was called off; this thread was not.
        return resolve();
      }
      throw failure(e);
    }
  }

  /** A question under way is none: it is about to be answered. */
  private boolean isStale(Question known, Question now) {
    boolean old = now.asked() - known.asked() > maxAge.toNanos();
    return known.answer().isDone() && (old || !known.surroundings().equals(now.surroundings()));
  }

  private static PublicIpException failure(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case PublicIpException failure -> failure;
      case InterruptedException interrupt -> throw interrupt;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  /** Has the next call ask again: this machine may have moved to another network. */
  @Override
  public void invalidate() {
    last.set(null);
  }

  @Override
  public String toString() {
    return resolver.toString();
  }
}
