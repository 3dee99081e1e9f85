package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.Rejection;

/** Error texts for clients that may not use the tunnel. */
public final class RejectionMessages {
  private RejectionMessages() {}

  public static String of(Rejection refusal) {
    return switch (refusal) {
      case Rejection.UserNotAllowed other -> "its user " + other.user() + " is not allowed";
      case Rejection.OwnerUnknown unknown ->
          "the client has already exited, so its owner is unknown";
      case Rejection.UserNotMapped unmapped -> "its user is not mapped into this user namespace";
      case Rejection.NotLocal remote ->
          "the client is not local; --allow-user accepts local clients only";
    };
  }
}
