package io.github.fwknoptunnel.spa.address;

import io.github.fwknoptunnel.spa.message.AllowedSource;

/**
 * Finds the address that the server should let in. Implementations are thread-safe; their {@code
 * toString} names them in an {@link Attempt}.
 */
@FunctionalInterface
public interface AddressResolver {
  /**
   * Blocks until there is an address, within the limits that the resolver was made with.
   *
   * @throws AddressException if there is none
   * @throws InterruptedException if the thread was interrupted; nothing goes on after that
   */
  AllowedSource resolve() throws AddressException, InterruptedException;

  /** Drops what was remembered, if anything is: the address found last let nobody in. */
  default void forget() {}
}
