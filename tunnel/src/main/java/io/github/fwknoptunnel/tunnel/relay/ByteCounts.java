package io.github.fwknoptunnel.tunnel.relay;

/**
 * Payload bytes of one connection.
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
