package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;
import java.nio.charset.StandardCharsets;

/**
 * One packet as it goes out: ASCII, no terminator. Send it once; a server takes the same bytes
 * again for a replay.
 *
 * @param wire the payload of the datagram
 */
public record SpaPacket(String wire) {

  /** Whether servers take it for one of GPG mode. They look at the length alone. */
  public boolean isGpg() {
    return wire.length() >= Limit.GPG_WIRE_LENGTH.lowest();
  }

  /** The payload, one byte a character. */
  public byte[] toBytes() {
    return wire.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return wire;
  }
}
