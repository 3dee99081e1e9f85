package io.github.fwknoptunnel.tunnel.knock;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/**
 * The messages of exceptions for each failure. The command line has its own messages, with advice.
 */
final class ConnectFailureText {
  private ConnectFailureText() {}

  static String of(ConnectFailure failure) {
    return switch (failure) {
      case ConnectFailure.NameNotResolved f -> "the name " + f.host() + " cannot be resolved";
      case ConnectFailure.NoIpv4Address f ->
          f.host() + " has no IPv4 address; fwknop servers hear and open IPv4 only";
      case ConnectFailure.NoIpv6Address f -> f.host() + " has no IPv6 address";
      case ConnectFailure.OtherFamily f ->
          "a packet that allows "
              + f.allowed()
              + " opens nothing for a connection to "
              + f.to().getHostAddress();
      case ConnectFailure.KnockNotSent f ->
          "the packet for " + f.to() + " could not be sent: " + f.cause().getMessage();
      case ConnectFailure.CommandNotStarted f ->
          "the command " + f.command() + " cannot be started: " + f.reason();
      case ConnectFailure.CommandFailed f ->
          "the command " + f.command() + " ended with status " + f.status();
      case ConnectFailure.CommandTimedOut f ->
          "the command " + f.command() + " was killed after " + time(f.limit());
      case ConnectFailure.KnockRateLimited f ->
          "no packet was sent in %s: there were %d in a minute already"
              .formatted(time(f.waited()), f.perMinute());
      case ConnectFailure.TimedOut f ->
          where(f.stats()) + " gave no answer in " + time(f.stats().waited()) + knocks(f.stats());
      case ConnectFailure.ConnectionRefused f -> where(f.stats()) + " refuses connections";
      case ConnectFailure.ServiceDown f ->
          where(f.stats()) + " was opened and nothing listens there";
      case ConnectFailure.Unreachable f ->
          where(f.stats()) + " cannot be reached: " + f.cause().getMessage();
      case ConnectFailure.TooManyOpenFiles f -> "no file descriptor is left for a connection";
      case ConnectFailure.Internal f -> "the connection failed in this program: " + f.cause();
    };
  }

  private static String knocks(ConnectFailure.DialStats seen) {
    return switch (seen.knocks()) {
      case 0 -> "";
      case 1 -> " after 1 knock";
      default -> " after " + seen.knocks() + " knocks";
    };
  }

  private static String where(ConnectFailure.DialStats seen) {
    InetSocketAddress target = seen.target();
    InetAddress address = target.getAddress();
    String host = address == null ? target.getHostString() : address.getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + target.getPort();
  }

  private static String time(Duration time) {
    long millis = time.toMillis();
    return millis < 1000
        ? millis + " ms"
        : String.format(Locale.ROOT, "%.1f s", millis / 1000.0).replace(".0 s", " s");
  }
}
