package io.github.fwknoptunnel.tunnel;

/**
 * Payload bytes of one connection. A value: immutable and thread-safe.
 *
 * @param upstream from the client to the remote side
 * @param downstream from the remote side to the client
 */
public record ByteCounts(long upstream, long downstream) {
  public static final ByteCounts NONE = new ByteCounts(0, 0);

  public ByteCounts plus(ByteCounts more) {
    return new ByteCounts(upstream + more.upstream, downstream + more.downstream);
  }
}
