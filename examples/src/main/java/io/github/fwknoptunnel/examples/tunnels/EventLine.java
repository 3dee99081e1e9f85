package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.tunnel.ByteCounts;
import io.github.fwknoptunnel.tunnel.CloseReason;
import io.github.fwknoptunnel.tunnel.Rejection;
import io.github.fwknoptunnel.tunnel.TunnelEvent;
import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;

/** The events of a tunnel as lines of a log. */
public final class EventLine {
  private EventLine() {}

  /** {@return one line for an event} */
  public static String of(TunnelEvent event) {
    return switch (event) {
      case TunnelEvent.Listening e -> "listening on " + e.address();
      case TunnelEvent.Accepted e -> e.connection() + ": accepted";
      case TunnelEvent.ClientRejected e -> e.connection() + ": rejected, " + of(e.rejection());
      case TunnelEvent.TargetNamed e ->
          e.connection() + ": to " + e.target() + " by the rule " + e.rule();
      case TunnelEvent.RequestRejected e -> e.connection() + ": refused, " + of(e.reason());
      case TunnelEvent.KnockSent e -> e.connection() + ": " + of(e.result());
      case TunnelEvent.PortOpened e ->
          e.connection() + ": " + e.target() + " open after " + e.took().toMillis() + " ms";
      case TunnelEvent.AccessExpired e -> e.connection() + ": port closed again";
      case TunnelEvent.PrematureClose e -> e.connection() + ": closed at once by the target";
      case TunnelEvent.Connected e -> e.connection() + ": connected";
      case TunnelEvent.ConnectFailed e ->
          e.connection() + ": failed, " + FailureSentence.of(e.failure());
      case TunnelEvent.Closed e -> e.connection() + ": " + of(e.reason()) + ", " + of(e.bytes());
      case TunnelEvent.ConnectionLimitReached e -> e.limit() + " connections, new clients wait";
      case TunnelEvent.ConnectionLimitCleared e -> "fewer than " + e.limit() + " connections";
      case TunnelEvent.AcceptBackoff e -> "accept failed: " + e.cause().getMessage();
      case TunnelEvent.InternalFailure e -> "restart the tunnel: " + e.cause();
      default -> event.toString(); // A later version may have more.
    };
  }

  static String of(Rejection rejection) {
    return switch (rejection) {
      case Rejection.UserNotAllowed r -> "user " + r.user() + " may not connect";
      case Rejection.OwnerUnknown r -> "its user is unknown";
      case Rejection.UserNotMapped r -> "its user is outside this container";
      case Rejection.NotLocal r -> "it is not on this machine";
    };
  }

  static String of(KnockResult result) {
    return switch (result) {
      case KnockResult.PacketSent r -> "packet of " + r.bytes() + " bytes sent to " + r.to();
      case KnockResult.PacketShared r -> "packet to " + r.to() + " shared with another forward";
      case KnockResult.CommandSucceeded r -> "ran " + r.command();
    };
  }

  static String of(CloseReason reason) {
    return switch (reason) {
      case CLIENT_CLOSED, CLIENT_RESET -> "closed by the client";
      case REMOTE_CLOSED, REMOTE_RESET -> "closed by the target";
      case IDLE_TIMEOUT -> "idle for too long";
      case ABORTED -> "closed by this program";
      case INTERNAL_ERROR -> "failed here";
    };
  }

  static String of(RequestRejected.Reason reason) {
    return switch (reason) {
      case NO_RULE, REJECTED -> "the rules do not allow this target";
      case OWN_ADDRESS -> "the target is this proxy";
      case AUTHENTICATION_REQUIRED -> "the client insists on a password";
      default -> reason.code();
    };
  }

  private static String of(ByteCounts bytes) {
    return bytes.upstream() + " bytes sent, " + bytes.downstream() + " received";
  }
}
