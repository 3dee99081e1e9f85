package io.github.fwknoptunnel.spa.publicip;

import io.github.fwknoptunnel.spa.message.AllowIp;

/**
 * Finds the address that the server should let in. Implementations are thread-safe; their {@code
 * toString} names them in an {@link ResolveAttempt}.
 */
@FunctionalInterface
public interface PublicIpResolver {
  /** Knows the address and asks nobody. */
  static PublicIpResolver known(AllowIp address) {
    return new KnownAddress(address);
  }

  /**
   * Blocks until there is an address, within the limits that the resolver was made with.
   *
   * @throws PublicIpException if there is none
   * @throws InterruptedException if the thread was interrupted; nothing goes on after that
   */
  AllowIp resolve() throws PublicIpException, InterruptedException;

  /** Drops what was remembered, if anything is: the address found last let nobody in. */
  default void invalidate() {}
}
