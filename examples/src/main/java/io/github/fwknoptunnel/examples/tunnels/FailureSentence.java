package io.github.fwknoptunnel.examples.tunnels;

import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure.DialStats;

/** Why a connection failed, as a sentence for the user of a program, and what to do. */
public final class FailureSentence {
  private FailureSentence() {}

  /** {@return one sentence, for every failure that there is} */
  public static String of(ConnectFailure failure) {
    return switch (failure) {
      case ConnectFailure.KnockFailure knock -> ofKnock(knock);
      case ConnectFailure.ConnectionFailure connection -> ofConnection(connection);
    };
  }

  private static String ofKnock(ConnectFailure.KnockFailure failure) {
    return switch (failure) {
      case ConnectFailure.NameNotResolved f -> "The name " + f.host() + " has no address.";
      case ConnectFailure.NoIpv4Address f -> f.host() + " has no IPv4 address.";
      case ConnectFailure.NoIpv6Address f -> f.host() + " has no IPv6 address.";
      case ConnectFailure.OtherFamily f ->
          "The packet would let in " + f.allowed() + ", which cannot connect to " + f.to() + ".";
      case ConnectFailure.KnockNotSent f -> KnockSentence.of(f.cause());
      case ConnectFailure.CommandNotStarted f -> f.command() + " did not start: " + f.reason();
      case ConnectFailure.CommandFailed f -> f.command() + " ended with " + f.status() + ".";
      case ConnectFailure.CommandTimedOut f ->
          f.command() + " took longer than " + f.limit().toSeconds() + " s.";
      case ConnectFailure.KnockRateLimited f ->
          "More than " + f.perMinute() + " packets a minute were needed. Wait a minute.";
    };
  }

  private static String ofConnection(ConnectFailure.ConnectionFailure failure) {
    return switch (failure) {
      case ConnectFailure.TimedOut f -> of(f.stats()) + "did not answer. Check keys and clock.";
      case ConnectFailure.ConnectionRefused f -> of(f.stats()) + "refused the connection.";
      case ConnectFailure.ServiceDown f -> of(f.stats()) + "is open, but no service listens.";
      case ConnectFailure.Unreachable f -> of(f.stats()) + "cannot be reached from here.";
      case ConnectFailure.TooManyOpenFiles f -> "Too many open files. Raise the limit.";
      case ConnectFailure.Internal f -> "This program failed: " + f.cause() + ".";
    };
  }

  private static String of(DialStats stats) {
    return "After %d packets, port %d of %s "
        .formatted(stats.knocks(), stats.target().getPort(), stats.target().getHostString());
  }
}
