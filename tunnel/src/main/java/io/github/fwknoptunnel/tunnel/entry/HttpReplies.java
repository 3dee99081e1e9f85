package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The responses of HTTP. Those other than 200 give the reason in one paragraph of plain text. */
final class HttpReplies implements ProxyReplies {
  @Override
  public ByteBuffer connected() {
    return ascii("HTTP/1.1 200 Connection established\r\n\r\n");
  }

  @Override
  public ByteBuffer refused(Reason reason) {
    return switch (reason) {
      case UNKNOWN_PROTOCOL, AUTHENTICATION_REQUIRED, UNSUPPORTED_ADDRESS_TYPE, MALFORMED ->
          response(
              "400 Bad Request",
              "http_request_error",
              "expected 'CONNECT HOST:PORT HTTP/1.1', a port from 1 to 65535 and no body");
      case TOO_LONG ->
          response("400 Bad Request", "http_request_error", "the request is longer than 8 KiB");
      case UNSUPPORTED_COMMAND ->
          response(
              "405 Method Not Allowed\r\nAllow: CONNECT",
              "http_request_denied",
              "this proxy supports CONNECT only: use it for https URLs, or as a SOCKS5 proxy");
      case TIMED_OUT ->
          response("400 Bad Request", "http_request_error", "the request was not complete in time");
      case NO_RULE -> forbidden("no rule allows this target: add one with --route");
      case REJECTED -> forbidden("a rule rejects this target");
      case OWN_ADDRESS ->
          response("403 Forbidden", "proxy_loop_detected", "the target is this proxy itself");
    };
  }

  private static ByteBuffer forbidden(String text) {
    return response("403 Forbidden", "http_request_denied", text);
  }

  @Override
  public ByteBuffer failed(ConnectFailure failure, String text) {
    return switch (failure) {
      case ConnectFailure.TimedOut f -> timeout(text);
      case ConnectFailure.CommandTimedOut f -> timeout(text);
      case ConnectFailure.KnockRateLimited f -> timeout(text);
      case ConnectFailure.NameNotResolved f -> badGateway("dns_error", text);
      case ConnectFailure.ConnectionRefused f -> badGateway("connection_refused", text);
      case ConnectFailure.ServiceDown f -> badGateway("connection_refused", text);
      case ConnectFailure.Unreachable f -> badGateway("destination_ip_unroutable", text);
      case ConnectFailure.NoIpv4Address f -> badGateway("destination_unavailable", text);
      case ConnectFailure.NoIpv6Address f -> badGateway("destination_unavailable", text);
      case ConnectFailure.KnockFailure f -> badGateway("destination_unavailable", text);
      default -> badGateway("proxy_internal_error", text);
    };
  }

  private static ByteBuffer timeout(String text) {
    return response("504 Gateway Timeout", "connection_timeout", text);
  }

  private static ByteBuffer badGateway(String error, String text) {
    return response("502 Bad Gateway", error, text);
  }

  /** The text is in a header too (RFC 9209): many clients show only those of a failed CONNECT. */
  private static ByteBuffer response(String status, String error, String text) {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    ByteBuffer head =
        ascii(
            "HTTP/1.1 "
                + status
                + "\r\nProxy-Status: fwknop-tunnel; error="
                + error
                + "; details="
                + quoted(text)
                + "\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Length: "
                + body.length
                + "\r\nConnection: close\r\n\r\n");
    return ByteBuffer.allocate(head.remaining() + body.length).put(head).put(body).flip();
  }

  /** A string of RFC 8941: printable ASCII, so that no text can add a header. */
  private static String quoted(String text) {
    return "\"" + text.replaceAll("[^ -~]", "?").replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }
}
