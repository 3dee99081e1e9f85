package io.github.fwknoptunnel.spa.transport;

import io.github.fwknoptunnel.spa.packet.SpaPacket;
import java.io.IOException;

/**
 * Carries a packet to a server. There is no answer by design: that {@code send} returns means only
 * that the packet left this machine. Implementations are thread-safe.
 */
@FunctionalInterface
public interface SpaTransport {
  void send(SpaPacket packet, SpaServer server) throws IOException;
}
