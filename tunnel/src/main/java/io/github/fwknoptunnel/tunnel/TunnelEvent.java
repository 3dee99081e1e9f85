package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * An event of a tunnel or connector. The events of one connection arrive in order. Connections are
 * numbered from 1, by each tunnel and by each port of a connector for itself. Minor versions may
 * add kinds of events: write a {@code default} branch. Immutable.
 */
public sealed interface TunnelEvent {
  /**
   * The local port or Unix-domain socket is listening. In single mode, again after each connection.
   *
   * @param address an {@link InetSocketAddress} or a {@link java.net.UnixDomainSocketAddress}
   */
  record Listening(SocketAddress address) implements TunnelEvent {}

  /**
   * A client was accepted.
   *
   * @param connection number of the connection
   * @param client its address; unnamed for most Unix-domain sockets
   */
  record Accepted(long connection, SocketAddress client) implements TunnelEvent {}

  /**
   * A client was rejected and its connection closed. There is no {@link Accepted} before it.
   *
   * @param connection number of the connection
   * @param client its address; unnamed for most Unix-domain sockets
   * @param rejection why
   */
  record ClientRejected(long connection, SocketAddress client, Rejection rejection)
      implements TunnelEvent {}

  /**
   * A client of SOCKS5 or HTTP CONNECT has named its target.
   *
   * @param connection number of the connection
   * @param target what the client asked for
   * @param rule the rule that allows it, as the user wrote it
   * @param knocks whether the rule requires a knock
   */
  record TargetNamed(long connection, TunnelConfig.HostAndPort target, String rule, boolean knocks)
      implements TunnelEvent {}

  /**
   * The request of a SOCKS5 or HTTP CONNECT client is refused; {@link Closed} follows.
   *
   * @param connection number of the connection
   * @param target absent if the client has not named one
   * @param reason why
   */
  record RequestRejected(long connection, Optional<TunnelConfig.HostAndPort> target, Reason reason)
      implements TunnelEvent {
    /** The reason of the refusal. */
    public enum Reason {
      /** The first byte belongs to neither protocol. */
      UNKNOWN_PROTOCOL,
      /** The client offers no SOCKS5 method without authentication. */
      AUTHENTICATION_REQUIRED,
      /** SOCKS5 BIND or UDP ASSOCIATE, or an HTTP method other than CONNECT. */
      UNSUPPORTED_COMMAND,
      /** A SOCKS5 address type that this proxy does not support. */
      UNSUPPORTED_ADDRESS_TYPE,
      /** The request violates its protocol, or the target cannot exist. */
      MALFORMED,
      /** The request is longer than 8 KiB. */
      TOO_LONG,
      /** The request was not complete in time. */
      TIMED_OUT,
      /** No rule matches the target. */
      NO_RULE,
      /** A rule rejects the target. */
      REJECTED,
      /** The target is the proxy itself. */
      OWN_ADDRESS;

      /** {@return a stable identifier for logs, metrics and JSON, such as {@code timed_out}} */
      public String code() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /**
   * A knock, for this connection and those that share it.
   *
   * @param connection number of the connection that started the attempt
   * @param result what was sent
   */
  record KnockSent(long connection, KnockResult result) implements TunnelEvent {}

  /**
   * The port is open.
   *
   * @param connection number of the connection that started the attempt
   * @param target its address
   * @param took time from the first knock to the first connection
   * @param knocks number of knocks
   * @param probes number of connection attempts
   * @param knocked when the first knock was sent
   * @param probeStarted when the successful probe started
   */
  record PortOpened(
      long connection,
      InetSocketAddress target,
      Duration took,
      int knocks,
      int probes,
      Instant knocked,
      Instant probeStarted)
      implements TunnelEvent {}

  /**
   * A port that was assumed to be open does not answer; another knock follows.
   *
   * @param connection number of the connection
   */
  record AccessExpired(long connection) implements TunnelEvent {}

  /**
   * The target closed the connection at once, before a byte passed in either direction: a proxy in
   * between may have accepted it. Another knock follows.
   *
   * @param connection number of the connection
   */
  record PrematureClose(long connection) implements TunnelEvent {}

  /**
   * The connection to the target is established; bytes can pass.
   *
   * @param connection number of the connection
   * @param took time since it was accepted or, for a connector, since the call
   */
  record Connected(long connection, Duration took) implements TunnelEvent {}

  /**
   * The connection to the target failed; {@link Closed} follows.
   *
   * @param connection number of the connection
   * @param failure why
   */
  record ConnectFailed(long connection, ConnectFailure failure) implements TunnelEvent {}

  /**
   * The connection has ended.
   *
   * @param connection number of the connection
   * @param reason why
   * @param bytes payload; {@link ByteCounts#NONE} if it was never connected
   * @param duration time since it was accepted
   * @param timeToConnect absent if it was never connected
   */
  record Closed(
      long connection,
      CloseReason reason,
      ByteCounts bytes,
      Duration duration,
      Optional<Duration> timeToConnect)
      implements TunnelEvent {}

  /**
   * The connection limit is reached; new clients wait.
   *
   * @param limit maximum number of connections
   */
  record ConnectionLimitReached(int limit) implements TunnelEvent {}

  /**
   * The number of connections is below the limit again.
   *
   * @param limit maximum number of connections
   */
  record ConnectionLimitCleared(int limit) implements TunnelEvent {}

  /**
   * Accepting a connection, or listening again, failed; it is retried after a pause.
   *
   * @param cause the failure, such as a lack of file descriptors
   * @param pause time until the next attempt
   */
  record AcceptBackoff(IOException cause, Duration pause) implements TunnelEvent {}

  /**
   * A thread of the tunnel failed, because of a bug or lack of memory. Its connections were reset
   * and {@link Tunnel#isResponsive} returns false; close the tunnel.
   *
   * @param part name of the thread, for messages
   * @param cause what was thrown
   */
  record InternalFailure(String part, Throwable cause) implements TunnelEvent {}
}
