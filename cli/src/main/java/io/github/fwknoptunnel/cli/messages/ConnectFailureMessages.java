package io.github.fwknoptunnel.cli.messages;

import io.github.fwknoptunnel.cli.error.CliError;
import io.github.fwknoptunnel.cli.error.ExitStatus;
import io.github.fwknoptunnel.spa.gpg.GpgException;
import io.github.fwknoptunnel.spa.packet.PacketLimitException;
import io.github.fwknoptunnel.spa.publicip.PublicIpException;
import io.github.fwknoptunnel.spa.transport.TransportException;
import io.github.fwknoptunnel.tunnel.knock.CommandKnocker;
import io.github.fwknoptunnel.tunnel.knock.ConnectFailure;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** Error texts for connections that did not come about. */
public final class ConnectFailureMessages {
  private static final String OPEN_FILES =
      "raise the limit of open files (ulimit -n, LimitNOFILE=)";

  /** The hint for a server that has IPv6 addresses only. */
  public static final String IPV4_ONLY =
      "use an IPv4 address: fwknopd supports IPv4 only; for another server, add -6";

  private ConnectFailureMessages() {}

  public static CliError of(ConnectFailure failure) {
    return of(failure, Set.of());
  }

  /**
   * The same with causes that something speaks for.
   *
   * @param suspected come first
   */
  public static CliError of(ConnectFailure failure, Collection<LikelyCause> suspected) {
    return switch (failure) {
      case ConnectFailure.KnockFailure f -> noKnock(f);
      case ConnectFailure.ConnectionFailure f -> noConnection(f, suspected);
    };
  }

  private static CliError noKnock(ConnectFailure.KnockFailure failure) {
    return switch (failure) {
      case ConnectFailure.NameNotResolved f ->
          knock("the name " + f.host() + " cannot be resolved", "check the name and the network");
      case ConnectFailure.NoIpv4Address f -> knock(f.host() + " has no IPv4 address", IPV4_ONLY);
      case ConnectFailure.NoIpv6Address f ->
          knock(f.host() + " has no IPv6 address", "omit -6, or use an IPv6 address");
      case ConnectFailure.OtherFamily f ->
          knock(
              "a packet that allows %s opens nothing for a connection to %s"
                  .formatted(f.allowed(), f.to().getHostAddress()),
              f.allowed().contains(":")
                  ? "use -6 to connect over IPv6 only"
                  : "use -4 to connect over IPv4 only");
      case ConnectFailure.KnockNotSent f -> notSent(f);
      case ConnectFailure.CommandNotStarted f ->
          knock("-cmd " + f.command() + " cannot be started: " + f.reason(), startHint(f.reason()));
      case ConnectFailure.CommandFailed f ->
          knock("-cmd " + f.command() + " ended with status " + f.status(), "see its output above");
      case ConnectFailure.CommandTimedOut f ->
          knock(
              "-cmd " + f.command() + " was killed after " + time(f.limit()),
              "use a longer --cmd-timeout");
      case ConnectFailure.KnockRateLimited f ->
          knock(
              "no packet sent within %s: limit of %d in 60 s reached"
                  .formatted(time(f.waited()), f.perMinute()),
              "raise --max-knocks-per-minute");
    };
  }

  private static String startHint(String reason) {
    return switch (reason) {
      case "too many open files" -> OPEN_FILES;
      case "too many processes" -> "raise the limit of processes (ulimit -u, TasksMax=)";
      case CommandKnocker.BUSY -> "wait for running commands; --cmd-timeout limits each";
      default -> "use an executable file (chmod +x) or a program on the PATH, with its arguments";
    };
  }

  private static CliError noConnection(
      ConnectFailure.ConnectionFailure failure, Collection<LikelyCause> suspected) {
    return switch (failure) {
      case ConnectFailure.TimedOut f -> silent(f, suspected);
      case ConnectFailure.ConnectionRefused f ->
          closed(
              where(f.stats()) + " refuses connections",
              f.stats().knocks() == 0
                  ? "check that the service runs"
                  : "the port is still closed and the firewall rejects connections, or no service listens there");
      case ConnectFailure.ServiceDown f ->
          closed(
              where(f.stats()) + " was opened, but no service listens there",
              "start the service behind the firewall; the knock worked");
      case ConnectFailure.Unreachable f ->
          closed(
              where(f.stats()) + " cannot be reached: " + f.cause().getMessage(),
              "check this machine's network",
              LikelyCauses.of(f, suspected));
      case ConnectFailure.TooManyOpenFiles f ->
          new CliError(ExitStatus.FAILED, "no file descriptor left for a connection", OPEN_FILES);
      case ConnectFailure.Internal f ->
          new CliError(
              ExitStatus.FAILED,
              "the connection failed with an internal error: " + f.cause(),
              "check the limits of threads ('ulimit -u') and memory");
    };
  }

  private static CliError silent(
      ConnectFailure.TimedOut failure, Collection<LikelyCause> suspected) {
    ConnectFailure.DialStats seen = failure.stats();
    String waited = where(seen) + " gave no answer in " + time(seen.waited());
    return closed(
        seen.knocks() == 0 ? waited : waited + " after " + count(seen.knocks(), "knock"),
        "a firewall drops the packets, or the host is down",
        LikelyCauses.of(failure, suspected));
  }

  private static CliError notSent(ConnectFailure.KnockNotSent failure) {
    return switch (failure.cause()) {
      case PacketLimitException limit -> PacketLimitMessages.of(limit);
      case GpgException gpg -> GpgMessages.of(gpg);
      case PublicIpException address -> ResolveMessages.of(address);
      case TransportException transport -> TransportMessages.of(transport);
      case UnsavedPacketException unsaved -> unsaved.problem();
      default ->
          knock(
              "the packet for "
                  + failure.to()
                  + " could not be sent: "
                  + failure.cause().getMessage(),
              hint(failure.cause()));
    };
  }

  /** Only a packet that goes over TCP or HTTP is refused or times out: UDP has no handshake. */
  private static String hint(Exception cause) {
    if (says(cause, "Too many open files")) {
      return OPEN_FILES;
    }
    boolean refused = cause instanceof ConnectException && !says(cause, "unreachable");
    return refused || cause instanceof SocketTimeoutException
        ? "omit -P: fwknopd of current Debian and Ubuntu captures UDP port 62201 only"
        : "check this machine's network";
  }

  private static boolean says(Exception cause, String word) {
    return cause.getMessage() != null && cause.getMessage().contains(word);
  }

  private static String where(ConnectFailure.DialStats seen) {
    return AddressFormatter.of(seen.target());
  }

  /** {@code 1 knock}, {@code 2 knocks}. */
  public static String count(int number, String what) {
    return number + " " + what + (number == 1 ? "" : "s");
  }

  /** {@code 78 ms}, or {@code 2.5 s} from a second on. */
  public static String time(Duration time) {
    long millis = time.toMillis();
    if (millis < 1000) {
      return millis + " ms";
    }
    String seconds = "%.1f".formatted(millis / 1000.0);
    return (seconds.endsWith(".0") ? seconds.substring(0, seconds.length() - 2) : seconds) + " s";
  }

  private static CliError knock(String error, String hint) {
    return new CliError(ExitStatus.KNOCK_FAILED, error, hint);
  }

  private static CliError closed(String error, String hint) {
    return new CliError(ExitStatus.STAYED_CLOSED, error, hint);
  }

  /** The hint is for a failure without causes to choose from. */
  private static CliError closed(String error, String hint, Optional<LikelyCauses> causes) {
    return causes
        .map(known ->
            new CliError(ExitStatus.STAYED_CLOSED, error, Optional.of(known.line()), known.lines()))
        .orElseGet(() -> closed(error, hint));
  }
}
