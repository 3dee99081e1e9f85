package io.github.fwknoptunnel.tunnel.knock;

/** The result of a knock. Immutable. */
public sealed interface KnockResult {
  /**
   * An SPA packet left this machine; whether it arrived is unknown.
   *
   * @param to address and port it was sent to
   * @param bytes length of the packet
   */
  record PacketSent(String to, int bytes) implements KnockResult {}

  /**
   * No packet was sent, because a packet that was just sent for another forward requested this port
   * as well.
   *
   * @param to name of the SPA server
   */
  record PacketShared(String to) implements KnockResult {}

  /**
   * The user's command ended with status zero.
   *
   * @param command as the user gave it
   */
  record CommandSucceeded(String command) implements KnockResult {}
}
