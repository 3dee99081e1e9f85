package io.github.fwknoptunnel.tunnel.dial;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;

/**
 * Why a connection to the remote side did not come about. Data only: words for people belong to the
 * caller.
 */
public sealed interface OpenFailure {
  /** The knock itself did not happen. */
  sealed interface NoKnock extends OpenFailure {}

  /** Knocked, or nothing to knock at, and no connection came of it. */
  sealed interface NoConnection extends OpenFailure {}

  /** The name has no address at all, or no name server answers. */
  record NameNotResolved(String host) implements NoKnock {}

  /** The name has addresses, none of them IPv4; doors open for IPv4 only. */
  record NoIpv4Address(String host) implements NoKnock {}

  /** The packet could not be made or sent. */
  record KnockNotSent(String to, Exception cause) implements NoKnock {}

  /** The user's command could not be started at all. */
  record CommandNotStarted(String command, String reason) implements NoKnock {}

  /** The user's command ended with a status that is not zero. */
  record CommandFailed(String command, int status) implements NoKnock {}

  /** The user's command was killed with all it had started. */
  record CommandTimedOut(String command, Duration limit) implements NoKnock {}

  /** There were as many knocks in the last minute as there may be, for all of {@code waited}. */
  record KnockLimitReached(int perMinute, Duration waited) implements NoKnock {}

  /** No answer at all: dropped by a firewall that did not open, or lost. */
  record Silent(Seen seen) implements NoConnection {}

  /**
   * Refused from the first moment on: a firewall that rejects and did not open, or no service
   * behind none.
   */
  record Refused(Seen seen) implements NoConnection {}

  /** Silence at first, then refusals: the door opened and nobody listens behind it. */
  record ServiceDown(Seen seen) implements NoConnection {}

  /** This machine or a router says that there is no way to it. */
  record Unreachable(Seen seen, IOException cause) implements NoConnection {}

  /** This process has no file descriptor left for a connection. */
  record OutOfDescriptors(IOException cause) implements NoConnection {}

  /** Something failed in this process, such as for want of a thread or of memory. */
  record Internal(Throwable cause) implements NoConnection {}

  /**
   * What was done and seen until the failure.
   *
   * @param knocks packets sent, zero for a connection without knock
   * @param waited since the first knock
   */
  record Seen(InetSocketAddress target, int knocks, int probes, Duration waited) {}
}
