package io.github.fwknoptunnel.tunnel.entry;

import io.github.fwknoptunnel.tunnel.TunnelEvent.RequestRejected.Reason;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.nio.ByteBuffer;

/** The replies of SOCKS5 (RFC 1928, section 6). The bound address is left at zero. */
final class Socks5Replies implements ProxyReplies {
  private static final int SUCCEEDED = 0;
  private static final int GENERAL_FAILURE = 1;
  private static final int NOT_ALLOWED = 2;
  private static final int NETWORK_UNREACHABLE = 3;
  private static final int HOST_UNREACHABLE = 4;
  private static final int CONNECTION_REFUSED = 5;
  private static final int TTL_EXPIRED = 6;
  private static final int COMMAND_NOT_SUPPORTED = 7;
  private static final int ADDRESS_TYPE_NOT_SUPPORTED = 8;

  @Override
  public ByteBuffer connected() {
    return reply(SUCCEEDED);
  }

  @Override
  public ByteBuffer refused(Reason reason) {
    return switch (reason) {
      // The reply to the greeting has said so.
      case AUTHENTICATION_REQUIRED -> ByteBuffer.allocate(0);
      case UNKNOWN_PROTOCOL, MALFORMED, TOO_LONG -> reply(GENERAL_FAILURE);
      case TIMED_OUT -> reply(TTL_EXPIRED);
      case UNSUPPORTED_COMMAND -> reply(COMMAND_NOT_SUPPORTED);
      case UNSUPPORTED_ADDRESS_TYPE -> reply(ADDRESS_TYPE_NOT_SUPPORTED);
      case NO_RULE, REJECTED, OWN_ADDRESS -> reply(NOT_ALLOWED);
    };
  }

  @Override
  public ByteBuffer failed(ConnectFailure failure, String text) {
    return switch (failure) {
      case ConnectFailure.Unreachable f -> reply(NETWORK_UNREACHABLE);
      case ConnectFailure.NameNotResolved f -> reply(HOST_UNREACHABLE);
      case ConnectFailure.NoIpv4Address f -> reply(HOST_UNREACHABLE);
      case ConnectFailure.NoIpv6Address f -> reply(HOST_UNREACHABLE);
      case ConnectFailure.ConnectionRefused f -> reply(CONNECTION_REFUSED);
      case ConnectFailure.ServiceDown f -> reply(CONNECTION_REFUSED);
      case ConnectFailure.TimedOut f -> reply(TTL_EXPIRED);
      case ConnectFailure.CommandTimedOut f -> reply(TTL_EXPIRED);
      case ConnectFailure.KnockRateLimited f -> reply(TTL_EXPIRED);
      default -> reply(GENERAL_FAILURE);
    };
  }

  private static ByteBuffer reply(int code) {
    return ByteBuffer.wrap(new byte[] {Socks5Parser.VERSION, (byte) code, 0, 1, 0, 0, 0, 0, 0, 0});
  }
}
