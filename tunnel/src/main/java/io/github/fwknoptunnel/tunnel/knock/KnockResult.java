package io.github.fwknoptunnel.tunnel.knock;

/** What a knock was. Values: immutable and thread-safe. */
public sealed interface KnockResult {
  /**
   * An SPA packet left this machine; whether it arrived nobody says.
   *
   * @param to address and port it was sent to
   * @param bytes length of the packet
   */
  record PacketSent(String to, int bytes) implements KnockResult {}

  /**
   * No packet was sent: that of another forward, moments ago, asks for this port as well.
   *
   * @param to name of the SPA server
   */
  record PacketShared(String to) implements KnockResult {}

  /** The user's command ended with status zero. */
  record CommandSucceeded(String command) implements KnockResult {}
}
