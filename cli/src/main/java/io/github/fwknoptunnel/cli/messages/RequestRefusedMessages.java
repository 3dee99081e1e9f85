package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;

/** Why a client of the proxy was refused. */
public final class RequestRefusedMessages {
  private RequestRefusedMessages() {}

  public static String of(Reason reason) {
    return switch (reason) {
      case UNKNOWN_PROTOCOL -> "not SOCKS5 or HTTP CONNECT";
      case AUTHENTICATION_REQUIRED ->
          "the client requires SOCKS5 authentication (remove its user name and password)";
      case UNSUPPORTED_COMMAND -> "only CONNECT is supported, not BIND, UDP or plain HTTP";
      case UNSUPPORTED_ADDRESS_TYPE -> "unknown SOCKS5 address type";
      case MALFORMED -> "malformed request or impossible target";
      case TOO_LONG -> "the request is longer than 8 KiB";
      case TIMED_OUT -> "no complete request within 10 s";
      case NO_RULE -> "no --route matches";
      case REJECTED -> "rejected by a --route";
      case OWN_ADDRESS -> "the target is this proxy itself";
    };
  }
}
