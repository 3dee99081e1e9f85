package io.github.fwknoptunnel.tunnel.knock;

/** What a knock was. */
public sealed interface KnockReceipt {
  /**
   * An SPA packet left this machine; whether it arrived nobody says.
   *
   * @param to address and port it was sent to
   * @param bytes length of the packet
   */
  record PacketSent(String to, int bytes) implements KnockReceipt {}

  /** The user's command ended with status zero. */
  record CommandDone(String command) implements KnockReceipt {}
}
