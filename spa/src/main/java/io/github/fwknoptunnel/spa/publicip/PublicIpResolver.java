package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/**
 * Finds the address that the server should let in. Implementations are thread-safe; their {@code
 * toString} identifies them in a {@link ResolveAttempt}.
 */
@FunctionalInterface
public interface PublicIpResolver {
  /**
   * {@return a resolver that returns a fixed address and sends no query}
   *
   * @param address returned by each call
   */
  static PublicIpResolver known(AllowIp address) {
    return new KnownAddress(address);
  }

  /**
   * Finds the address. Blocks, within the time limit of the resolver.
   *
   * @return the address to let in
   * @throws PublicIpException if no address was found
   * @throws InterruptedException if the thread was interrupted; the query is cancelled
   */
  AllowIp resolve() throws PublicIpException, InterruptedException;

  /**
   * Discards a cached address, because it did not give access; the next call queries again. Does
   * nothing if there is no cache.
   */
  default void invalidate() {}
}
