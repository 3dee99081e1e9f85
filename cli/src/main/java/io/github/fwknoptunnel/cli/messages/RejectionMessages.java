package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.Rejection;

/** Words for clients that may not use the tunnel. */
public final class RejectionMessages {
  private RejectionMessages() {}

  public static String of(Rejection refusal) {
    return switch (refusal) {
      case Rejection.UserNotAllowed other ->
          "it is user " + other.user() + "'s, who is not allowed";
      case Rejection.OwnerUnknown unknown -> "no process has this connection any more";
      case Rejection.UserNotMapped unmapped -> "its user has no number in this user namespace";
      case Rejection.NotLocal remote -> "it comes from elsewhere, where users are not known";
    };
  }
}
