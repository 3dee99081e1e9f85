package io.github.fwknoptunnel.tunnel;

/**
 * The payload bytes of one connection. Immutable and thread-safe.
 *
 * @param upstream bytes from the client to the target
 * @param downstream bytes from the target to the client
 */
public record ByteCounts(long upstream, long downstream) {
  /** No bytes. */
  public static final ByteCounts NONE = new ByteCounts(0, 0);

  /**
   * {@return the sum in each direction}
   *
   * @param more to add
   */
  public ByteCounts plus(ByteCounts more) {
    return new ByteCounts(upstream + more.upstream, downstream + more.downstream);
  }
}
