package io.github.fwknoptunnel.tunnel.relay;

/**
 * Payload bytes of one connection.
 *
 * @param up from the client to the remote side
 * @param down from the remote side to the client
 */
public record RelayTotals(long up, long down) {}
