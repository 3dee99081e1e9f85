package io.github.fwknoptunnel.spa.testing;

import io.github.fwknoptunnel.spa.packet.OpenedPacket;
import java.util.Optional;

/**
 * What a server decided about one packet. Immutable.
 *
 * @param packet its content; present if the result is {@link Result#EXPIRED}, {@link
 *     Result#NOT_ALLOWED} or {@link Result#ACCEPTED}
 */
public record Verdict(Result result, Optional<OpenedPacket> packet) {

  /**
   * The result of the checks of fwknopd: that of the first check that fails, in this order, or
   * {@link #ACCEPTED}.
   */
  public enum Result {
    /** Dropped on purpose, before it was looked at. */
    LOST,
    /** The same bytes as an earlier packet. */
    REPLAYED,
    /** Not an SPA packet, or other keys or algorithms. */
    NOT_DECRYPTED,
    /** The time in the packet is too far from the server's. */
    EXPIRED,
    /** Its NAT, command, or one of its ports is not allowed; then none is opened. */
    NOT_ALLOWED,
    /** The packet passed all checks. */
    ACCEPTED
  }

  static Verdict of(Result result) {
    return new Verdict(result, Optional.empty());
  }

  static Verdict of(Result result, OpenedPacket packet) {
    return new Verdict(result, Optional.of(packet));
  }
}
