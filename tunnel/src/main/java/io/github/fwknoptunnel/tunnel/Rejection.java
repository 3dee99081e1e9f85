package io.github.fwknoptunnel.tunnel;

/** The reason why a client may not use the tunnel. Immutable. */
public sealed interface Rejection {
  /** {@return a stable identifier for logs and JSON, such as {@code user_not_allowed}} */
  default String code() {
    return switch (this) {
      case UserNotAllowed r -> "user_not_allowed";
      case OwnerUnknown r -> "owner_unknown";
      case UserNotMapped r -> "user_not_mapped";
      case NotLocal r -> "not_local";
    };
  }

  /**
   * The client's user is not allowed to connect.
   *
   * @param user its name, or its UID if it has none
   */
  record UserNotAllowed(String user) implements Rejection {}

  /** The client's user is unknown: the client has left already, or this system does not show it. */
  record OwnerUnknown() implements Rejection {}

  /** The client's UID is not mapped in this process's user namespace. */
  record UserNotMapped() implements Rejection {}

  /** The client is not on this machine, so its user is unknown. */
  record NotLocal() implements Rejection {}
}
