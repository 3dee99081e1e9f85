package io.github.fwknoptunnel.tunnel.guard;

/** Why a client may not use the tunnel. */
public sealed interface Refusal {
  /**
   * It belongs to somebody who is not allowed to.
   *
   * @param user name or number
   */
  record OtherUser(String user) implements Refusal {}

  /** Whose it is cannot be told: it has left already, or this system does not tell. */
  record OwnerUnknown() implements Refusal {}

  /** It comes from another address than a loopback one; users of other machines are not known. */
  record NotLocal() implements Refusal {}
}
