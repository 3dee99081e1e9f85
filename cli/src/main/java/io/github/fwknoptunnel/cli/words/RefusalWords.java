package io.github.fwknoptunnel.cli.words;

import io.github.fwknoptunnel.tunnel.guard.Refusal;

/** Words for clients that may not use the tunnel. */
public final class RefusalWords {
  private RefusalWords() {}

  public static String of(Refusal refusal) {
    return switch (refusal) {
      case Refusal.OtherUser other -> "it is user " + other.user() + "'s, who is not allowed";
      case Refusal.OwnerUnknown unknown -> "no process has this connection any more";
      case Refusal.NotLocal remote -> "it comes from elsewhere, where users are not known";
    };
  }
}
