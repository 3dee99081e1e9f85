package io.github.fwknoptunnel.tunnel;

/** Why a client may not use the tunnel. Values: immutable and thread-safe. */
public sealed interface Rejection {
  /** What logs and JSON call it; it never changes. */
  default String code() {
    return switch (this) {
      case UserNotAllowed r -> "user_not_allowed";
      case OwnerUnknown r -> "owner_unknown";
      case UserNotMapped r -> "user_not_mapped";
      case NotLocal r -> "not_local";
    };
  }

  /**
   * It belongs to somebody who is not allowed to.
   *
   * @param user name or number
   */
  record UserNotAllowed(String user) implements Rejection {}

  /** Whose it is cannot be told: it has left already, or this system does not tell. */
  record OwnerUnknown() implements Rejection {}

  /** Its user has no number in this process's user namespace, so it may be any. */
  record UserNotMapped() implements Rejection {}

  /** It comes from another address than a loopback one; users of other machines are not known. */
  record NotLocal() implements Rejection {}
}
