package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;

/**
 * Carries a packet to a server. SPA has no replies: if {@code send} returns, the packet has left
 * this machine, and nothing more is known. Implementations are thread-safe.
 */
@FunctionalInterface
public interface SpaTransport {
  /**
   * Sends one packet.
   *
   * @param packet must not be sent again: servers refuse a second copy
   * @param server the destination, already resolved
   * @throws IOException if the packet could not be sent; a {@link TransportException} if this
   *     transport cannot carry it
   */
  void send(SpaPacket packet, SpaServer server) throws IOException;
}
