package io.github.fwknoptunnel.tunnel.knock;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;

/**
 * The reason why a connection to the target failed. Immutable; {@link ConnectFailedException} has
 * the message.
 */
public sealed interface ConnectFailure {
  /** All values of {@link #code}. */
  List<String> CODES =
      List.of(
          "name_not_resolved",
          "no_ipv4_address",
          "no_ipv6_address",
          "other_family",
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

  /** {@return a stable identifier for logs, metrics and JSON, such as {@code timed_out}} */
  default String code() {
    return switch (this) {
      case NameNotResolved f -> "name_not_resolved";
      case NoIpv4Address f -> "no_ipv4_address";
      case NoIpv6Address f -> "no_ipv6_address";
      case OtherFamily f -> "other_family";
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

  /** The knock failed; no connection was tried. */
  sealed interface KnockFailure extends ConnectFailure {}

  /** The connection failed, after a knock if one was necessary. */
  sealed interface ConnectionFailure extends ConnectFailure {}

  /**
   * The name has no address, or no name server answers.
   *
   * @param host the name
   */
  record NameNotResolved(String host) implements KnockFailure {}

  /**
   * The name has IPv6 addresses only; fwknopd opens its firewall for IPv4 only.
   *
   * @param host the name
   */
  record NoIpv4Address(String host) implements KnockFailure {}

  /**
   * The name has IPv4 addresses only, and IPv6 was requested.
   *
   * @param host the name
   */
  record NoIpv6Address(String host) implements KnockFailure {}

  /**
   * {@return the failure of a host that has no address of a family}
   *
   * @param host as the user named it
   * @param family of the addresses that were wanted
   */
  static KnockFailure noAddress(String host, KnockTarget.Family family) {
    return family == KnockTarget.Family.IPV6 ? new NoIpv6Address(host) : new NoIpv4Address(host);
  }

  /**
   * No packet was sent: it would allow an IPv4 address, and the connection would use IPv6, or vice
   * versa.
   *
   * @param to the address to connect to
   * @param allowed the address to allow
   */
  record OtherFamily(InetAddress to, String allowed) implements KnockFailure {}

  /**
   * The packet could not be made or sent.
   *
   * @param to the SPA server
   * @param cause the failure of the SPA client, of gpg, of the query for the public address, or of
   *     the network
   */
  record KnockNotSent(String to, Exception cause) implements KnockFailure {}

  /**
   * The user's command could not be started.
   *
   * @param command as the user gave it
   * @param reason why, for messages
   */
  record CommandNotStarted(String command, String reason) implements KnockFailure {}

  /**
   * The user's command ended with a status other than zero.
   *
   * @param command as the user gave it
   * @param status exit status; 128 plus the signal if it was killed by one
   */
  record CommandFailed(String command, int status) implements KnockFailure {}

  /**
   * The user's command exceeded its time limit and was killed with its descendants.
   *
   * @param command as the user gave it
   * @param limit the time limit
   */
  record CommandTimedOut(String command, Duration limit) implements KnockFailure {}

  /**
   * The rate limit allowed no knock in time.
   *
   * @param perMinute the maximum number of knocks in any 60 seconds
   * @param waited how long the knock waited for a permit
   */
  record KnockRateLimited(int perMinute, Duration waited) implements KnockFailure {}

  /**
   * No answer: a firewall dropped the connection attempts, or they were lost.
   *
   * @param stats what was tried
   */
  record TimedOut(DialStats stats) implements ConnectionFailure {}

  /**
   * Refused from the first attempt on: a firewall that rejects and did not open, or an open port
   * without a service.
   *
   * @param stats what was tried
   */
  record ConnectionRefused(DialStats stats) implements ConnectionFailure {}

  /**
   * No answer at first, then refused: the port was opened, and no process listens there.
   *
   * @param stats what was tried
   */
  record ServiceDown(DialStats stats) implements ConnectionFailure {}

  /**
   * This machine or a router reports that there is no route to the target.
   *
   * @param stats what was tried
   * @param cause the report
   */
  record Unreachable(DialStats stats, IOException cause) implements ConnectionFailure {}

  /**
   * This process has no file descriptor left for a connection.
   *
   * @param cause the failed system call
   */
  record TooManyOpenFiles(IOException cause) implements ConnectionFailure {}

  /**
   * A failure in this process, such as a lack of threads or memory.
   *
   * @param cause what failed
   */
  record Internal(Throwable cause) implements ConnectionFailure {}

  /**
   * What was tried until the failure.
   *
   * @param target the address that was connected to
   * @param knocks number of packets or commands; zero for a connection without knock
   * @param probes number of connection attempts
   * @param waited time since the first knock; without a knock, the connect timeout
   */
  record DialStats(InetSocketAddress target, int knocks, int probes, Duration waited) {}
}
