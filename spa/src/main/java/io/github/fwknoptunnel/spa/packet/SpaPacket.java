package io.github.fwknoptunnel.spa.packet;

import io.github.fwknoptunnel.spa.packet.PacketLimitException.Limit;
import java.nio.charset.StandardCharsets;

/**
 * One packet as it is sent. Send it once: servers refuse the same bytes again as a replay.
 *
 * @param wire ASCII, without a terminator
 */
public record SpaPacket(String wire) {

  /** {@return whether servers treat it as a GPG packet; they decide by its length alone} */
  public boolean isGpg() {
    return wire.length() >= Limit.GPG_WIRE_LENGTH.lowest();
  }

  /** {@return the payload of a datagram, one byte for each character} */
  public byte[] toBytes() {
    return wire.getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public String toString() {
    return wire;
  }
}
