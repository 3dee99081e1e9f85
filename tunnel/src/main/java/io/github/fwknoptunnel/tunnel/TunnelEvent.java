package io.github.fwknoptunnel.tunnel;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.KnockResult;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * What happens in a tunnel, in the order it happens to a connection. Connections are numbered from
 * 1. Values: immutable and thread-safe. More kinds may come, so a switch needs a default.
 */
public sealed interface TunnelEvent {
  /**
   * The local port is open, or the local socket. Happens again after each connection in single
   * mode.
   *
   * @param address an {@link java.net.InetSocketAddress} or a {@link
   *     java.net.UnixDomainSocketAddress}
   */
  record Listening(SocketAddress address) implements TunnelEvent {}

  /**
   * A client came.
   *
   * @param client its end; one of a local socket has no name, normally
   */
  record Accepted(long connection, SocketAddress client) implements TunnelEvent {}

  /** A client that may not use the tunnel came instead, and was closed at once. */
  record ClientRejected(long connection, SocketAddress client, Rejection rejection)
      implements TunnelEvent {}

  /**
   * A client of SOCKS5 or HTTP CONNECT has named its target.
   *
   * @param rule that lets it connect there, as {@link TunnelConfig.Route} has it
   * @param knocks whether the port is knocked at unless it is open already
   */
  record TargetNamed(long connection, TunnelConfig.HostAndPort target, String rule, boolean knocks)
      implements TunnelEvent {}

  /**
   * What a client of SOCKS5 or HTTP CONNECT asked for is refused; {@link Closed} follows.
   *
   * @param target absent if the client has not named one
   */
  record RequestRefused(long connection, Optional<TunnelConfig.HostAndPort> target, Reason reason)
      implements TunnelEvent {
    /** Why. */
    public enum Reason {
      /** The first byte is that of neither protocol. */
      UNKNOWN_PROTOCOL,
      /** The client insists on a SOCKS5 authentication method; there is none here. */
      AUTHENTICATION_REQUIRED,
      /** SOCKS5 BIND or UDP ASSOCIATE, or an HTTP method other than CONNECT. */
      UNSUPPORTED_COMMAND,
      /** A SOCKS5 address type that is neither a name nor an address. */
      UNSUPPORTED_ADDRESS_TYPE,
      /** The request breaks the rules of its protocol, or names no possible target. */
      MALFORMED,
      /** The request is longer than 8 KiB. */
      TOO_LONG,
      /** The request was not complete in time. */
      TIMED_OUT,
      /** No rule is about the target. */
      NO_RULE,
      /** A rule rejects the target. */
      REJECTED,
      /** The target is this very proxy. */
      OWN_ADDRESS;

      /** What logs, metrics and JSON call it; it never changes. */
      public String code() {
        return name().toLowerCase(Locale.ROOT);
      }
    }
  }

  /** A packet was sent or a command was run, for this connection and whoever waits with it. */
  record KnockSent(long connection, KnockResult result) implements TunnelEvent {}

  /**
   * The port is open.
   *
   * @param took from the first knock to the first connection
   * @param knocked when the first knock was sent
   * @param probeStarted when the probe that got through began
   */
  record PortOpened(
      long connection, Duration took, int knocks, int probes, Instant knocked, Instant probeStarted)
      implements TunnelEvent {}

  /** A port that was thought to be open is silent; it is knocked at again. */
  record AccessExpired(long connection) implements TunnelEvent {}

  /**
   * The remote side ended at once and without a byte, the client had sent none: what accepted the
   * connection may have been a proxy on the way. It is knocked once more.
   */
  record PrematureClose(long connection) implements TunnelEvent {}

  /**
   * Bytes can flow.
   *
   * @param took since the connection was accepted
   */
  record Connected(long connection, Duration took) implements TunnelEvent {}

  /** No connection to the target came about; {@link Closed} follows. */
  record ConnectFailed(long connection, ConnectFailure failure) implements TunnelEvent {}

  /**
   * The connection is over.
   *
   * @param bytes nothing if it was never connected
   * @param duration since it was accepted
   * @param timeToConnect how long it took until bytes could flow, absent if that never came
   */
  record Closed(
      long connection,
      CloseReason reason,
      ByteCounts bytes,
      Duration duration,
      Optional<Duration> timeToConnect)
      implements TunnelEvent {}

  /** There are as many connections as there may be: who comes now waits. */
  record ConnectionLimitReached(int limit) implements TunnelEvent {}

  /** There is room for connections again. */
  record ConnectionLimitCleared(int limit) implements TunnelEvent {}

  /**
   * No connection can be accepted, or the port cannot be opened again, right now; tried again after
   * a pause.
   */
  record AcceptBackoff(IOException cause, Duration pause) implements TunnelEvent {}

  /**
   * A part of the tunnel has failed for good, by a defect or for want of memory. Its connections
   * were reset; the tunnel is to be closed, and {@link Tunnel#isResponsive} is false.
   *
   * @param part which thread
   */
  record InternalFailure(String part, Throwable cause) implements TunnelEvent {}
}
