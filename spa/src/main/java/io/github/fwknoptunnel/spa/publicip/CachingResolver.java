package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;
import io.github.fwknoptunnel.spa.time.Age;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Caches the address that another resolver returns, until that address is too old or the addresses
 * of this machine's interfaces change. Threads that call during a query wait for it and share its
 * result; a failure is not cached. Thread-safe.
 */
public final class CachingResolver implements PublicIpResolver {
  private final PublicIpResolver resolver;
  private final Duration maxAge;
  private final Supplier<?> surroundings;
  private final Age.Clocks clocks;
  private final AtomicReference<@Nullable Question> last = new AtomicReference<>();

  /**
   * A query, its time, and this machine's addresses at that time.
   *
   * @param age counts while the machine sleeps, too
   */
  private record Question(FutureTask<AllowIp> answer, Age age, Object surroundings) {}

  /**
   * Caches for ten minutes.
   *
   * @param resolver queried when there is no cached address
   */
  public CachingResolver(PublicIpResolver resolver) {
    this(resolver, Duration.ofMinutes(10));
  }

  /**
   * Caches for a chosen time.
   *
   * @param resolver queried when there is no cached address
   * @param maxAge includes time in which the machine sleeps
   */
  public CachingResolver(PublicIpResolver resolver, Duration maxAge) {
    this(resolver, maxAge, CachingResolver::ownAddresses, Age.Clocks.SYSTEM);
  }

  /**
   * For tests.
   *
   * @param surroundings by whose change an answer becomes worthless
   */
  CachingResolver(
      PublicIpResolver resolver, Duration maxAge, Supplier<?> surroundings, Age.Clocks clocks) {
    this.resolver = resolver;
    this.maxAge = maxAge;
    this.clocks = clocks;
    this.surroundings = surroundings;
  }

  /** Of this machine's interfaces, without zones; none where the system does not say. */
  private static Set<InetAddress> ownAddresses() {
    try {
      return NetworkInterface.networkInterfaces()
          .flatMap(NetworkInterface::inetAddresses)
          .collect(Collectors.toUnmodifiableSet());
    } catch (SocketException e) {
      return Set.of();
    }
  }

  @Override
  public AllowIp resolve() throws PublicIpException, InterruptedException {
    Question mine =
        new Question(new FutureTask<>(resolver::resolve), clocks.start(), surroundings.get());
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
        // The thread that queried for all was interrupted; this one was not.
        return resolve();
      }
      throw failure(e);
    }
  }

  /** A question under way is none: it is about to be answered. */
  private boolean isStale(Question known, Question now) {
    boolean moved = !known.surroundings().equals(now.surroundings());
    return known.answer().isDone() && (moved || known.age().isOver(maxAge));
  }

  private static PublicIpException failure(ExecutionException e) throws InterruptedException {
    return switch (e.getCause()) {
      case PublicIpException failure -> failure;
      case InterruptedException interrupt -> throw interrupt;
      case null, default -> throw new IllegalStateException(e);
    };
  }

  /** Makes the next call query again: this machine may have moved to another network. */
  @Override
  public void invalidate() {
    last.set(null);
  }

  @Override
  public String toString() {
    return resolver.toString();
  }
}
