package io.github.fwknoptunnel.tunnel.knock;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * Why a connection to the target did not come about. Data only: {@link ConnectFailedException} has
 * it in words. Immutable.
 */
public sealed interface ConnectFailure {
  /** All that {@link #code} can be. */
  List<String> CODES =
      List.of(
          "name_not_resolved",
          "no_ipv4_address",
          "knock_not_sent",
          "command_not_started",
          "command_failed",
          "command_timed_out",
          "knock_rate_limited",
          "timed_out",
          "connection_refused",
          "service_down",
          "unreachable",
          "too_many_open_files",
          "internal");

  /** What logs, metrics and JSON call it; it never changes. */
  default String code() {
    return switch (this) {
      case NameNotResolved f -> "name_not_resolved";
      case NoIpv4Address f -> "no_ipv4_address";
      case KnockNotSent f -> "knock_not_sent";
      case CommandNotStarted f -> "command_not_started";
      case CommandFailed f -> "command_failed";
      case CommandTimedOut f -> "command_timed_out";
      case KnockRateLimited f -> "knock_rate_limited";
      case TimedOut f -> "timed_out";
      case ConnectionRefused f -> "connection_refused";
      case ServiceDown f -> "service_down";
      case Unreachable f -> "unreachable";
      case TooManyOpenFiles f -> "too_many_open_files";
      case Internal f -> "internal";
    };
  }

  /** The knock itself did not happen. */
  sealed interface KnockFailure extends ConnectFailure {}

  /** Knocked, or nothing to knock at, and no connection came of it. */
  sealed interface ConnectionFailure extends ConnectFailure {}

  /** The name has no address at all, or no name server answers. */
  record NameNotResolved(String host) implements KnockFailure {}

  /** The name has addresses, none of them IPv4; servers open their firewalls for IPv4 only. */
  record NoIpv4Address(String host) implements KnockFailure {}

  /** The packet could not be made or sent. */
  record KnockNotSent(String to, Exception cause) implements KnockFailure {}

  /** The user's command could not be started at all. */
  record CommandNotStarted(String command, String reason) implements KnockFailure {}

  /** The user's command ended with a status that is not zero. */
  record CommandFailed(String command, int status) implements KnockFailure {}

  /** The user's command was killed with all it had started. */
  record CommandTimedOut(String command, Duration limit) implements KnockFailure {}

  /** There were as many knocks in the last minute as there may be, for all of {@code waited}. */
  record KnockRateLimited(int perMinute, Duration waited) implements KnockFailure {}

  /** No answer at all: dropped by a firewall that did not open, or lost. */
  record TimedOut(DialStats stats) implements ConnectionFailure {}

  /**
   * Refused from the first moment on: a firewall that rejects and did not open, or no service
   * behind none.
   */
  record ConnectionRefused(DialStats stats) implements ConnectionFailure {}

  /** Silence at first, then refusals: the port was opened and nobody listens there. */
  record ServiceDown(DialStats stats) implements ConnectionFailure {}

  /** This machine or a router says that there is no way to it. */
  record Unreachable(DialStats stats, IOException cause) implements ConnectionFailure {}

  /** This process has no file descriptor left for a connection. */
  record TooManyOpenFiles(IOException cause) implements ConnectionFailure {}

  /** Something failed in this process, such as for want of a thread or of memory. */
  record Internal(Throwable cause) implements ConnectionFailure {}

  /**
   * What was done and seen until the failure.
   *
   * @param knocks packets sent, zero for a connection without knock
   * @param waited since the first knock
   */
  record DialStats(InetSocketAddress target, int knocks, int probes, Duration waited) {}
}
